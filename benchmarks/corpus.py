"""Synthetic listings: the same ones every time, as many as are asked for, and what families might ask of them.

Each listing is made from its own number alone, so the first thousand of five thousand are the thousand. Words are
invented and as uneven as in a real text: some stand in nearly every listing, most in a few.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.listings.applying import SIMPLE_FIELDS
from localoffer.listings.content import TEXT_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingVersion,
    ListingWayIn,
    Organisation,
    Term,
    Venue,
    listing_districts,
    listing_terms,
)
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Vocabulary, read_vocabulary
from localoffer.places.models import District
from localoffer.vocabulary import Checker, Cost, Coverage, Fact, ListingStatus, Spaces, WayIn

TODAY = date(2026, 6, 1)
"""The day on which the synthetic searches are made."""

_WORDS = 8_000
_CHUNK = 1_000
_TRANSLATED = 0.2
_COMMON = 10
_MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_SYLLABLES = {
    "en": "ba be bo da de do fa fe fi ga go ka ke ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta",
    "pl": "bą cze dzi gę ja kó la mię nó pra rze ście szu ta wą zy żo",
    "ur": "با پا تا جا دا را سا شا کا گا لا ما نا وا ہا یا بی دی ری نی کو لو مو",
}
_ENDINGS = {"en": ("", "", "r", "n", "s", "st", "ring", "ned", "t"), "pl": ("", "k", "m"), "ur": ("", "ں", "ر")}


@dataclass(frozen=True)
class Corpus:
    """Makes listings and questions from the codes that a site knows."""

    districts: tuple[str, ...]
    needs: tuple[str, ...]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Corpus:
        """Return the corpus for a site's districts, needs and kinds of support."""
        kept = (vocabulary.districts, vocabulary.needs, vocabulary.kinds)
        return cls(*(tuple(choice.code for choice in choices) for choices in kept))

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The invented words of each language, the most frequent first."""
        return {language: invented(language, _WORDS) for language in _SYLLABLES}

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + _COMMON) for rank in range(1, _WORDS + 1)))

    def content(self, number: int) -> ListingContent:
        """Return listing ``number``: 125 words of description, on average 2.5 districts and 2 needs."""
        chance = random.Random(f"listing {number}")
        languages = ["en", *(["pl", "ur"] if chance.random() < _TRANSLATED else [])]
        coverage = chance.choices(
            (Coverage.DISTRICTS, Coverage.COUNTY, Coverage.ONLINE, Coverage.OUTSIDE), (78, 14, 6, 2)
        )[0]
        first, last = sorted(chance.sample(range(26), 2))
        ages = chance.random() < 0.85
        return ListingContent(
            words={language: self._texts(chance, language) for language in languages},
            organisation_key=f"organisation-{number // 4}",
            needs=self._some(chance, self.needs, 0, 4),
            any_need=chance.random() < 0.1,
            kinds=self._some(chance, self.kinds, 1, 2),
            ways_in=tuple(chance.sample(tuple(WayIn), chance.randint(1, 2))),
            age_from=first if ages else None,
            age_to=last if ages else None,
            diagnosis_needed=chance.choice((None, False, False, True)),
            coverage=coverage,
            districts=self._some(chance, self.districts, 1, 4) if coverage is Coverage.DISTRICTS else (),
            cost=chance.choice((None, *Cost)),
            spaces=chance.choice((None, *Spaces)),
            facts={fact: StatedFact(chance.random() < 0.7, TODAY) for fact in chance.sample(tuple(Fact), 3)},
            website="https://service.example.org",
            phone="01632 960000",
            venues=(Place(name=self._phrase(chance, "en", 2), town=self._phrase(chance, "en", 1)),),
            checked_on=TODAY - timedelta(days=chance.randrange(900)),
            checked_by=Checker.ORGANISATION,
        ).in_order()

    def questions(self, size: int, number: int) -> list[SearchCriteria]:
        """Return what families ask of the first ``size`` listings.

        One to three words that stand together in some listing; half of the questions within a district, some of them
        for a need as well.
        """
        chance = random.Random(f"questions of {size}")
        return [self._question(chance, size) for _ in range(number)]

    def _question(self, chance: random.Random, size: int) -> SearchCriteria:
        told = self.content(chance.randrange(size)).words["en"]
        text = f"{told.name} {told.summary} {told.description}".lower().split()
        words = " ".join(chance.sample(text, chance.choices((1, 2, 3), (4, 4, 2))[0]))
        narrowed = chance.random()
        return SearchCriteria.asking(
            words,
            district=[chance.choice(self.districts)] if narrowed < 0.5 else [],
            need=[chance.choice(self.needs)] if narrowed < 0.15 else [],
        )

    def _texts(self, chance: random.Random, language: str) -> Words:
        lengths = (4, 14, 125, 15, 15, 5, 8, 0)
        texts = (self._phrase(chance, language, length) for length in lengths)
        return Words(**dict(zip(TEXT_FIELDS, texts, strict=True)))

    def _phrase(self, chance: random.Random, language: str, length: int) -> str:
        chosen = chance.choices(self.words[language], cum_weights=self._weights, k=length)
        return " ".join(chosen).capitalize()

    def _some(self, chance: random.Random, codes: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
        return tuple(chance.sample(codes, min(chance.randint(least, most), len(codes))))


def invented(language: str, number: int) -> list[str]:
    """Return so many different words of a language's syllables, always the same."""
    chance = random.Random(f"words of {language}")
    syllables = _SYLLABLES[language].split()
    made: dict[str, None] = {}
    while len(made) < number:
        word = "".join(chance.choices(syllables, k=chance.randint(3, 4))) + chance.choice(_ENDINGS[language])
        made[word] = None
    return list(made)


def store(session: Session, size: int, *, progress: Callable[[], None] | None = None) -> None:
    """Write the first ``size`` listings of the corpus, published, into a site that has none, in the caller's
    transaction.
    """
    writer = _Writer(session, Corpus.of(read_vocabulary(session)))
    for start in range(0, size, _CHUNK):
        writer.write(range(start, min(start + _CHUNK, size)), progress or (lambda: None))
    bump(session, "listings")


class _Writer:
    """Writes many listings at once, row by row of each table instead of listing by listing."""

    def __init__(self, session: Session, made: Corpus) -> None:
        self._session = session
        self._made = made
        self._districts = {row.slug: row.id for row in session.execute(select(District.slug, District.id))}
        terms = session.execute(select(Term.vocabulary, Term.code, Term.id))
        self._terms = {(row.vocabulary, row.code): row.id for row in terms}

    def write(self, numbers: range, progress: Callable[[], None]) -> None:
        rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        groups = {number // 4 for number in numbers if number % 4 == 0}
        rows[Organisation.__table__] = [
            {"id": group + 1, "source": "synthetic", "key": f"organisation-{group}", "name": f"Organisation {group}"}
            for group in sorted(groups)
        ]
        for number in numbers:
            for table, row in self._rows(number + 1, self._made.content(number)):
                rows[table].append(row)
            progress()
        for table, held in rows.items():
            if held:
                self._session.execute(insert(table), held)

    def _rows(self, listing_id: int, content: ListingContent) -> Iterator[tuple[Any, dict[str, Any]]]:
        of = {"listing_id": listing_id}
        yield Listing.__table__, _listing_row(listing_id, content)
        for code in content.districts:
            yield listing_districts, {**of, "district_id": self._districts[code]}
        for vocabulary, codes in (("need", content.needs), ("kind", content.kinds)):
            for code in codes:
                yield listing_terms, {**of, "term_id": self._terms[vocabulary, code]}
        for way_in in content.ways_in:
            yield ListingWayIn.__table__, {**of, "way_in": way_in}
        for fact, stated in content.facts.items():
            yield ListingFact.__table__, {**of, "fact": fact, "answer": stated.answer, "stated_on": stated.stated_on}
        for venue in content.venues:
            yield Venue.__table__, {**of, "name": venue.name, "town": venue.town}
        for language, words in content.words.items():
            yield ListingText.__table__, {**of, "language": language, **vars(words)}
        kept = {"number": 1, "content": content.as_json(), "made_by": "system", "made_at": _MADE, "published_at": _MADE}
        yield ListingVersion.__table__, {**of, **kept}


_TABLES = (
    Organisation.__table__,
    Listing.__table__,
    listing_districts,
    listing_terms,
    ListingWayIn.__table__,
    ListingFact.__table__,
    Venue.__table__,
    ListingText.__table__,
    ListingVersion.__table__,
)


def _listing_row(listing_id: int, content: ListingContent) -> dict[str, Any]:
    simple = {name: getattr(content, name) for name in SIMPLE_FIELDS}
    return {
        **simple,
        "id": listing_id,
        "slug": f"service-{listing_id}",
        "status": ListingStatus.PUBLISHED,
        "source": "synthetic",
        "source_reference": str(listing_id),
        "organisation_id": (listing_id - 1) // 4 + 1,
        "version_number": 1,
        "created_at": _MADE,
        "changed_at": _MADE,
        "published_at": _MADE,
    }
