"""Synthetic listings: the same ones every time, as many as are asked for, and what families might ask of them.

Each listing is made from its own number alone, so the first thousand of five thousand are the thousand. Words are
invented and as uneven as in a real text: some stand in nearly every listing, most in a few.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.invented_words import LANGUAGES, invented
from localoffer.listings.content import TEXT_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Vocabulary
from localoffer.places.models import District, Postcode
from localoffer.vocabulary import Access, Checker, Cost, Coverage, Day, Fact, PartOfDay, Spaces, WayIn

TODAY = date(2026, 6, 1)
"""The day on which the synthetic searches are made."""

_WORDS = 8_000
_TOWNS = 200
# venues in the same square of the map, so many metres wide, are in the same town
_TOWN = 5_000
_TRANSLATED = 0.2
_COMMON = 10
_COVERAGES = {Coverage.DISTRICTS: 78, Coverage.COUNTY: 14, Coverage.ONLINE: 6, Coverage.OUTSIDE: 2}
_NEEDED = ("diagnosis_needed", "ehc_plan_needed", "assessment_needed")
_SPOKEN = ("pl", "ur", "pa", "ar", "bn", "ro")
SPOKEN = ("en", *_SPOKEN)
"""The languages that are spoken in some listing."""


class Spot(NamedTuple):
    """A postcode as people write it, and its point on the National Grid."""

    postcode: str
    easting: int
    northing: int


def read_spots(session: Session, *, each: int = 250) -> dict[str, list[Spot]]:
    """Return postcodes inside the county, by the slug of their district: at most so many for each, evenly taken."""
    rows = session.execute(
        select(District.slug, Postcode.postcode, Postcode.easting, Postcode.northing)
        .join(District, District.id == Postcode.district_id)
        .order_by(District.position, Postcode.postcode)
    )
    found: dict[str, list[Spot]] = {}
    for slug, postcode, easting, northing in rows:
        if easting is not None and northing is not None:
            found.setdefault(slug, []).append(Spot(f"{postcode[:-3]} {postcode[-3:]}", easting, northing))
    return {slug: spots[:: len(spots) // each + 1] for slug, spots in found.items()}


@dataclass(frozen=True)
class Corpus:
    """Makes listings and questions from the codes that a site knows."""

    districts: tuple[str, ...]
    needs: tuple[str, ...]
    kinds: tuple[str, ...]
    spots: Mapping[str, Sequence[Spot]] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary, spots: Mapping[str, Sequence[Spot]] | None = None) -> Corpus:
        """Return the corpus for a site's districts, needs and kinds of support.

        ``spots`` (``read_spots``) are where venues may be, by district. Without them venues have no postcode; the
        words, and the questions made of them, are the same.
        """
        kept = (vocabulary.districts, vocabulary.needs, vocabulary.kinds)
        districts, needs, kinds = (tuple(choice.code for choice in choices) for choices in kept)
        return cls(districts, needs, kinds, spots or {})

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The invented words of each language, the most frequent first."""
        return {language: invented(language, _WORDS) for language in LANGUAGES}

    @cached_property
    def _towns(self) -> list[str]:
        # none of the words above: a search for one of those would be understood as a search for a place
        return [f"{word}ton".capitalize() for word in invented("en", _WORDS + _TOWNS)[_WORDS:]]

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + _COMMON) for rank in range(1, _WORDS + 1)))

    def content(self, number: int) -> ListingContent:
        """Return listing ``number``: 125 words of description, on average 2.5 districts and 2 needs."""
        chance = random.Random(f"listing {number}")
        languages = ["en", *(["pl", "ur"] if chance.random() < _TRANSLATED else [])]
        words = {language: self._texts(chance, language) for language in languages}
        coverage = chance.choices(tuple(_COVERAGES), tuple(_COVERAGES.values()))[0]
        districts = self._some(chance, self.districts, 1, 4) if coverage is Coverage.DISTRICTS else ()
        checked_on = TODAY - timedelta(days=chance.randrange(900))
        return ListingContent(
            words=words,
            organisation_key=f"organisation-{number // 4}",
            needs=self._some(chance, self.needs, 0, 4),
            any_need=chance.random() < 0.1,
            kinds=self._some(chance, self.kinds, 1, 2),
            coverage=coverage,
            districts=districts,
            venues=() if coverage is Coverage.ONLINE else self._venues(chance, districts),
            languages_spoken=("en", *self._some(chance, _SPOKEN, 1, 2)) if chance.random() < 0.3 else (),
            times=_times(chance),
            website="https://service.example.org",
            phone="01632 960000",
            checked_on=checked_on,
            checked_by=Checker.ORGANISATION,
            review_due=checked_on + timedelta(days=365),
            **_conditions(chance),
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

    def _venues(self, chance: random.Random, districts: tuple[str, ...]) -> tuple[Place, ...]:
        """Return up to two venues, each at a postcode of a district that the listing is for."""
        near = [self.spots[district] for district in districts or self.districts if district in self.spots]
        number = chance.choices((0, 1, 2), (10, 75, 15))[0]
        return tuple(self._venue(chance, chance.choice(chance.choice(near)) if near else None) for _ in range(number))

    def _venue(self, chance: random.Random, spot: Spot | None) -> Place:
        square = spot.easting // _TOWN * 31 + spot.northing // _TOWN if spot else chance.randrange(_TOWNS)
        return Place(
            name=self._phrase(chance, "en", 2),
            town=self._towns[square % _TOWNS],
            postcode=spot.postcode if spot else "",
            access=tuple(chance.sample(tuple(Access), chance.randint(0, 4))),
            hidden=chance.random() < 0.05,
        )

    def _texts(self, chance: random.Random, language: str) -> Words:
        lengths = (4, 14, 125, 15, 15, 5, 8, 0, 0)
        texts = (self._phrase(chance, language, length) for length in lengths)
        asked_as = "\n".join(self._phrase(chance, language, 4) for _ in range(chance.choice((0, 5))))
        return Words(**dict(zip(TEXT_FIELDS, texts, strict=True)), asked_as=asked_as)

    def _phrase(self, chance: random.Random, language: str, length: int) -> str:
        chosen = chance.choices(self.words[language], cum_weights=self._weights, k=length)
        return " ".join(chosen).capitalize()

    def _some(self, chance: random.Random, codes: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
        return tuple(chance.sample(codes, min(chance.randint(least, most), len(codes))))


def _conditions(chance: random.Random) -> dict[str, Any]:
    """Return who a listing is open to, what it costs, whether it has room, and the facts that it states."""
    ages = sorted(chance.sample(range(26), 2)) if chance.random() < 0.85 else (None, None)
    spaces = chance.choice((None, *Spaces))
    return {
        "ways_in": tuple(chance.sample(tuple(WayIn), chance.randint(1, 2))),
        "age_from": ages[0],
        "age_to": ages[1],
        **{name: chance.choice((None, False, False, True)) for name in _NEEDED},
        "cost": chance.choice((None, *Cost)),
        "spaces": spaces,
        "spaces_stated_on": TODAY - timedelta(days=chance.randrange(200)) if spaces else None,
        "facts": {
            fact: StatedFact(chance.random() < 0.7, TODAY) for fact in chance.sample(tuple(Fact), chance.randint(0, 6))
        },
    }


def _times(chance: random.Random) -> tuple[str, ...]:
    """Return when a listing happens: not stated, the same parts on a few days, or all days of the working week."""
    kind = chance.random()
    if kind < 0.25:
        return ()
    days = list(Day)[:5] if kind < 0.5 else chance.sample(list(Day), chance.randint(1, 3))
    parts = chance.sample(list(PartOfDay), chance.randint(1, 2))
    return tuple(f"{day}-{part}" for day in days for part in parts)
