"""What the index holds of a listing: the facts that filters and order need, and its words in each language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from localoffer.languages import LANGUAGES
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingWayIn,
    Organisation,
    Synonym,
    Term,
    TermText,
    Venue,
    listing_districts,
    listing_terms,
)
from localoffer.listings.search.naming import Naming, Told
from localoffer.listings.search.stated import Stated, stated_words
from localoffer.listings.search.towns import Town, read_towns
from localoffer.places.models import District, DistrictText
from localoffer.vocabulary import Coverage, ListingStatus

_CHUNK = 500


@dataclass(frozen=True)
class Facts:
    """What filters, counts, order and reasons need of one listing.

    ``stamp`` changes with every change of the listing. ``ages`` is None where no age is stated, ``checked`` the ordinal
    of the day on which it was checked, 0 where it never was, ``review_due`` that of the day on which it should be
    checked again. ``names`` maps languages to the name as it is shown.
    """

    listing_id: int
    stamp: str
    coverage: str
    districts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    any_need: bool = False
    ages: tuple[int, int] | None = None
    checked: int = 0
    review_due: int = 0
    spaces: str = ""
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_everywhere(self) -> bool:
        """Whether it can be used from every district of the county."""
        return self.coverage in (Coverage.COUNTY, Coverage.ONLINE)

    def stored(self) -> str:
        """Return the facts as the index keeps them; ``from_stored`` reads them back."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_stored(cls, stored: str) -> Self:
        told = json.loads(stored)
        for name in ("districts", "needs"):
            told[name] = tuple(told[name])
        told["ages"] = tuple(told["ages"]) if told["ages"] else None
        return cls(**told)


class Document(NamedTuple):
    """One listing as the index takes it: facts, and for each language the three parts of its text."""

    facts: Facts
    texts: dict[str, str]


@dataclass(frozen=True)
class Choice:
    """One value that families filter by: its code and its name in each language."""

    code: str
    names: dict[str, str]

    def name(self, language: str) -> str:
        """Return the name in a language, in English where it has none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True)
class Vocabulary:
    """The words around the listings as they were when a generation was made."""

    districts: tuple[Choice, ...] = ()
    needs: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    synonyms: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    towns: tuple[Town, ...] = ()

    def stored(self) -> str:
        """Return the vocabulary as a generation keeps it; ``from_stored`` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_stored(cls, stored: str) -> Self:
        told = json.loads(stored)
        choices = {name: tuple(Choice(**choice) for choice in told[name]) for name in ("districts", "needs", "kinds")}
        synonyms = tuple((language, phrase, tuple(means)) for language, phrase, means in told["synonyms"])
        towns = tuple(Town(town["name"], tuple(town["districts"])) for town in told["towns"])
        return cls(**choices, synonyms=synonyms, towns=towns)


def read_vocabulary(session: Session) -> Vocabulary:
    """Read the districts, needs, kinds of support and synonyms that there are, each in its order."""
    district_rows = session.execute(
        select(District.slug, DistrictText.language, DistrictText.name)
        .join(DistrictText, DistrictText.district_id == District.id)
        .order_by(District.position, District.id)
    )
    synonyms = session.execute(
        select(Synonym.language, Synonym.phrase, Synonym.means).order_by(Synonym.language, Synonym.phrase)
    )
    return Vocabulary(
        districts=_choices(district_rows),
        needs=_choices(_term_rows(session, "need")),
        kinds=_choices(_term_rows(session, "kind")),
        synonyms=tuple((row.language, row.phrase, tuple(row.means)) for row in synonyms),
        towns=read_towns(session),
    )


def _term_rows(session: Session, vocabulary: str) -> Iterable[Row[str, str, str]]:
    return session.execute(
        select(Term.code, TermText.language, TermText.name)
        .join(TermText, TermText.term_id == Term.id)
        .where(Term.vocabulary == vocabulary)
        .order_by(Term.position, Term.id)
    )


def _choices(rows: Iterable[Row[str, str, str]]) -> tuple[Choice, ...]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for code, language, name in rows:
        names[code][language] = name
    return tuple(Choice(code, held) for code, held in names.items())


def read_stamps(session: Session) -> dict[int, str]:
    """Return the stamp of every published listing, by id."""
    rows = session.execute(
        select(Listing.id, Listing.changed_at, Listing.version_number).where(Listing.status == ListingStatus.PUBLISHED)
    )
    return {row.id: _stamp(row.changed_at.isoformat(), row.version_number) for row in rows}


def _stamp(changed_at: str, version: int) -> str:
    return f"{changed_at} {version}"


def read_documents(session: Session, ids: Iterable[int], vocabulary: Vocabulary) -> Iterator[Document]:
    """Read published listings as documents, in the order of their ids; an id that is not published is passed over."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        yield from _read_chunk(session, wanted[start : start + _CHUNK], vocabulary)


def _read_chunk(session: Session, ids: list[int], vocabulary: Vocabulary) -> Iterator[Document]:
    terms = _codes_by_listing(session, ids)
    districts = _districts_by_listing(session, ids)
    texts: dict[int, dict[str, Any]] = defaultdict(dict)
    for text in session.execute(select(ListingText.__table__).where(ListingText.listing_id.in_(ids))):
        texts[text.listing_id][text.language] = text
    towns: dict[int, list[str]] = defaultdict(list)
    access: dict[int, list[str]] = defaultdict(list)
    venues = session.execute(select(Venue.listing_id, Venue.town, Venue.access).where(Venue.listing_id.in_(ids)))
    for listing_id, town, offered in venues:
        towns[listing_id].append(town)
        access[listing_id] += offered
    ways_in = _grouped(session, select(ListingWayIn.listing_id, ListingWayIn.way_in), ListingWayIn.listing_id, ids)
    yes = select(ListingFact.listing_id, ListingFact.fact).where(ListingFact.answer)
    answers = _grouped(session, yes, ListingFact.listing_id, ids)
    rows = session.execute(
        select(Listing.__table__, Organisation.name.label("organisation"))
        .join_from(Listing, Organisation, Listing.organisation_id == Organisation.id, isouter=True)
        .where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
        .order_by(Listing.id)
    )
    naming = Naming(
        districts={choice.code: choice.names for choice in vocabulary.districts},
        needs={choice.code: choice.names for choice in vocabulary.needs},
        kinds={choice.code: choice.names for choice in vocabulary.kinds},
    )
    for row in rows:
        facts = _facts(row, terms[row.id]["need"], districts[row.id], texts[row.id])
        passing = " ".join((row.organisation or "", *towns[row.id]))
        stated = Stated(tuple(ways_in[row.id]), tuple(answers[row.id]), tuple(access[row.id]))
        said = {language: stated_words(row, stated, language) for language in LANGUAGES}
        told = Told(facts.needs, facts.districts, tuple(terms[row.id]["kind"]), passing, said)
        yield Document(facts, naming.texts(told, texts[row.id]))


def _grouped(session: Session, asked: Select[int, str], listing: Any, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for listing_id, value in session.execute(asked.where(listing.in_(ids))):
        found[listing_id].append(str(value))
    return found


def _codes_by_listing(session: Session, ids: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(listing_terms.c.listing_id, Term.vocabulary, Term.code)
        .join(Term, Term.id == listing_terms.c.term_id)
        .where(listing_terms.c.listing_id.in_(ids))
        .order_by(Term.position)
    )
    for listing_id, vocabulary, code in rows:
        found[listing_id][vocabulary].append(code)
    return found


def _districts_by_listing(session: Session, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(listing_districts.c.listing_id, District.slug)
        .join(District, District.id == listing_districts.c.district_id)
        .where(listing_districts.c.listing_id.in_(ids))
        .order_by(District.position)
    )
    for listing_id, slug in rows:
        found[listing_id].append(slug)
    return found


def _facts(row: Any, needs: list[str], districts: list[str], texts: dict[str, Any]) -> Facts:
    stated = row.age_from is not None or row.age_to is not None
    english = texts["en"].name if "en" in texts else row.slug
    return Facts(
        listing_id=row.id,
        stamp=_stamp(row.changed_at.isoformat(), row.version_number),
        coverage=str(row.coverage),
        districts=tuple(districts),
        needs=tuple(needs),
        any_need=row.any_need,
        ages=(row.age_from or 0, row.age_to if row.age_to is not None else 25) if stated else None,
        checked=row.checked_on.toordinal() if row.checked_on else 0,
        review_due=row.review_due.toordinal() if row.review_due else 0,
        spaces=str(row.spaces) if row.spaces is not None else "",
        names={"en": english} | {language: text.name for language, text in texts.items() if text.name},
    )
