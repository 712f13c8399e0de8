"""How each duty is met: by which pages, by how many services in each district, and what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from localoffer.guide.duties.models import Duty
from localoffer.guide.reviewing import is_past, review_due

FEWEST = 3
"""With fewer services than this a family in the district has no choice."""

MONTHS_BETWEEN_CHECKS = 12
"""How often somebody looks whether a duty is still met."""


class Lack(StrEnum):
    """What can be missing, the worst first."""

    NO_PAGE = "no_page"
    PAGE_GONE = "page_gone"
    BAD_QUERY = "bad_query"
    NO_SERVICE = "no_service"
    UNFILLED = "unfilled"
    THIN = "thin"
    PAGE_OLD = "page_old"
    PAGE_UNCHECKED = "page_unchecked"
    UNCHECKED = "unchecked"
    CHECK_OLD = "check_old"
    NO_OWNER = "no_owner"


@dataclass(frozen=True)
class Place:
    """A page of the guide that families see (``is_page``), or another place of the site.

    ``language`` is the one that the title is in. A page has ``checked_on`` and
    ``review_due`` once somebody has looked at it; ``unfilled`` is what only the council can still write there.
    """

    code: str
    title: str
    language: str
    is_page: bool = False
    checked_on: date | None = None
    review_due: date | None = None
    is_old: bool = False
    unfilled: tuple[str, ...] = ()

    @property
    def is_unchecked(self) -> bool:
        """Whether it is a page that nobody has looked at."""
        return self.is_page and self.checked_on is None


@dataclass(frozen=True)
class Services:
    """The services that help to meet a duty: how many, and by district how many a family there can use."""

    query: str
    total: int
    by_district: Mapping[str, int]

    @property
    def thin(self) -> dict[str, int]:
        """The districts with few, and how many they have."""
        return {district: number for district, number in self.by_district.items() if number < FEWEST}


@dataclass(frozen=True)
class Met:
    """How one duty is met.

    ``gone`` are pages that should meet it and that families do not see. ``services`` is None where none should, and
    where ``bad_query`` names what the search does not know.
    """

    duty: Duty
    places: tuple[Place, ...]
    gone: tuple[str, ...]
    services: Services | None
    bad_query: str
    lacks: frozenset[Lack]

    @property
    def is_met(self) -> bool:
        """Whether there is a page, and services where there should be some."""
        return not self.lacks & _UNMET


_UNMET = frozenset({Lack.NO_PAGE, Lack.BAD_QUERY, Lack.NO_SERVICE})


class UnknownQuery(ValueError):
    """A query for services names what the search does not know; the message is that name."""


Count = Callable[[str], Services]
"""Counts the services of a query; raises ``UnknownQuery``."""


def cover(duties: Iterable[Duty], places: Mapping[str, Place], count: Count, *, today: date) -> list[Met]:
    """Return how each duty is met.

    Args:
        places: by their codes, all that families see.
        count: counts services.
        today: the day on which it is asked.
    """
    return [_met(duty, places, count, today) for duty in duties]


def _met(duty: Duty, places: Mapping[str, Place], count: Count, today: date) -> Met:
    there = tuple(places[code] for code in duty.pages if code in places)
    gone = tuple(code for code in duty.pages if code not in places)
    services, bad_query = None, ""
    if duty.services:
        try:
            services = count(duty.services)
        except UnknownQuery as error:
            bad_query = str(error)
    lacks = {
        Lack.NO_PAGE: not there,
        Lack.PAGE_GONE: bool(gone),
        Lack.BAD_QUERY: bool(bad_query),
        Lack.NO_SERVICE: services is not None and not services.total,
        Lack.UNFILLED: any(place.unfilled for place in there),
        Lack.THIN: services is not None and bool(services.total and services.thin),
        Lack.PAGE_OLD: any(place.is_old for place in there),
        Lack.PAGE_UNCHECKED: any(place.is_unchecked for place in there),
        Lack.UNCHECKED: duty.checked_on is None,
        Lack.CHECK_OLD: is_past(review_due(duty.checked_on, MONTHS_BETWEEN_CHECKS), today),
        Lack.NO_OWNER: not duty.owner,
    }
    return Met(duty, there, gone, services, bad_query, frozenset(lack for lack, is_so in lacks.items() if is_so))
