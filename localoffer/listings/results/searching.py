"""One search of one reader: where the family is, what is found there, and what lies beyond it where that is little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from localoffer.listings.results.nearby import FEW, nearest_outside
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.found import Found, Hit
from localoffer.listings.search.nearness import Near
from localoffer.listings.search.postcodes import Answer, find_in_words, near
from localoffer.listings.search.understanding import Heard, PlaceSaid
from localoffer.listings.search.ways_out import WayOut
from localoffer.places import queries as places

_COUNTYWIDE = 3


@dataclass(frozen=True)
class Searching:
    """What was asked, by whom and when. ``place`` is the postcode in the words, ``postcode`` that in its own field."""

    engine: Engine
    reading: Reading
    language: str
    today: date
    place: PlaceSaid | None
    postcode: Answer | None

    def look(self, wanted: SearchCriteria) -> Found:
        """Return what a search finds for this reader, from where the family is."""
        said = self._said(wanted)
        here = near(self.postcode, said)
        return self.engine.find(wanted, language=self.language, today=self.today, place=said, near=here)

    def finds(self, wanted: SearchCriteria) -> bool:
        """Return whether a search finds anything for this reader."""
        said = self._said(wanted)
        return self.engine.finds(wanted, language=self.language, place=said, near=near(self.postcode, said))

    def _said(self, wanted: SearchCriteria) -> PlaceSaid | None:
        return None if wanted.plain else self.place

    def heard(self) -> Heard:
        """Return the search as it was understood; without words there is nothing to understand."""
        asked = self.reading.criteria
        return self.look(asked).hearing.heard if asked.text else Heard(asked)

    @property
    def has_postcode(self) -> bool:
        """Whether the search says a postcode, or what may be meant for one."""
        return self.place is not None or self.postcode is not None

    @property
    def near(self) -> Near | None:
        """Where a postcode says that the family is."""
        return near(self.postcode, self.place)


@dataclass(frozen=True)
class Beyond:
    """What lies beyond a search that finds little or nothing."""

    ways_out: tuple[WayOut, ...] = ()
    nearby: tuple[Hit, ...] = ()
    countywide: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All listings in it."""
        return (*self.countywide, *self.nearby)


def searching(
    reading: Reading, session: Callable[[], Session], *, engine: Engine, language: str, today: date
) -> Searching:
    """Return a search with its postcodes looked up; most searches have none and open no session."""
    asked = reading.criteria
    is_word = partial(engine.has_word, language=language)
    may_say_one = not asked.plain and any(map(str.isdigit, asked.text))
    place = find_in_words(session(), asked.text, is_word=is_word) if may_say_one else None
    postcode = places.find(session(), asked.postcode) if asked.postcode else None
    return Searching(engine, reading, language, today, place, postcode)


def beyond(asked: Searching, found: Found, here: Near | None) -> Beyond:
    """Return what lies beyond what was found, nothing where that is enough; ``here`` is where the family is."""
    if found.total >= FEW:
        return Beyond()
    engine, language, heard = asked.engine, asked.language, found.hearing.heard.criteria
    wider = engine.ways_out(heard, language=language, near=asked.near)
    nearby = nearest_outside(found, here, engine=engine, language=language, today=asked.today)
    return Beyond(
        ways_out=tuple(way for way in wider if way.total > found.total),
        nearby=nearby,
        countywide=() if found.total or (here and here.is_outside) else _countywide(asked, found, nearby),
    )


def _countywide(asked: Searching, found: Found, nearby: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return a few listings that help the whole county, without those that the page shows anyway."""
    shown = {hit.listing_id for hit in (*found.apart, *nearby)}
    most = _COUNTYWIDE + len(shown)
    heard, understood = found.hearing.heard.criteria, found.understood
    hits = asked.engine.countywide(heard, language=asked.language, understood=understood, most=most)
    return tuple(hit for hit in hits if hit.listing_id not in shown)[:_COUNTYWIDE]
