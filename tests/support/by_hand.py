"""Filtering and counting listing by listing, written from what each filter means and not from how the search works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from localoffer.listings.search.criteria import GROUPS, SearchCriteria
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.nearness import Near, nearest

ALL = frozenset(group.code for group in GROUPS if group.is_all)
_WHEN = frozenset({"day", "time"})


@dataclass(frozen=True)
class Asked:
    """A search without its words: what was chosen, and where the family is."""

    criteria: SearchCriteria
    near: Near | None = None

    def finds(self, fact: Facts, *, silence: bool = False) -> bool:
        """Return whether a listing has what was asked for; with ``silence``, also where it does not say."""
        return all(self._passes(fact, group.code, silence) for group in GROUPS)

    def would_find(self, fact: Facts, group: str, value: str) -> bool:
        """Return whether a listing has a value under all other groups; where all must hold, each value is a group."""
        kept = self.criteria.values(group) if group in ALL else ()
        asked = Asked(self.criteria.with_values(group, (*kept, value)), None if group == "district" else self.near)
        return asked.finds(fact)

    def _passes(self, fact: Facts, group: str, silence: bool) -> bool:
        chosen = self.criteria.values(group)
        if group == "district" and self.near is not None:
            placed = self._is_reached(fact, self.near) or any(_has(fact, group, value) for value in chosen)
            return placed or (silence and _is_silent(fact, group, ""))
        if not chosen:
            return True
        if group in _WHEN:
            return self._happens_then(fact) or (silence and not fact.times)
        if group == "access":
            return any(set(chosen) <= set(venue) for venue in fact.access)
        passed = (_has(fact, group, value) or (silence and _is_silent(fact, group, value)) for value in chosen)
        return all(passed) if group in ALL else any(passed)

    def _happens_then(self, fact: Facts) -> bool:
        days, times = self.criteria.values("day"), self.criteria.values("time")
        slots = (slot.split("-") for slot in fact.times)
        return any((not days or day in days) and (not times or time in times) for day, time in slots)

    def _is_reached(self, fact: Facts, near: Near) -> bool:
        is_for_all = fact.coverage == "online" if near.is_outside else fact.is_everywhere
        if is_for_all or near.district in fact.districts:
            return True
        away = nearest(fact.spots, near.point) if near.point is not None else None
        return away is not None and away.miles <= self.criteria.miles


def count(listings: Iterable[Facts], asked: Asked, group: str, value: str) -> int:
    """Return how many of some listings have a value under all other groups."""
    return sum(asked.would_find(fact, group, value) for fact in listings)


def _has(fact: Facts, group: str, value: str) -> bool:
    if group == "age":
        return fact.ages is not None and fact.ages[0] <= int(value) <= fact.ages[1]
    return {
        "district": fact.is_everywhere or value in fact.districts,
        "need": fact.any_need or value in fact.needs,
        "open": value in fact.yes,
        "fact": value in fact.yes,
        "way": value in fact.ways,
        "cost": value == fact.cost,
        "kind": value in fact.kinds,
        "spaces": fact.spaces in ("available", "few"),
        "language": value in fact.languages,
    }[group]


def _is_silent(fact: Facts, group: str, value: str) -> bool:
    """Return whether nobody said, yes or no, what a listing is about a value."""
    return {
        "district": fact.coverage == "districts" and not fact.districts,
        "need": not fact.needs and not fact.any_need,
        "age": fact.ages is None,
        "open": value not in fact.yes and value not in fact.no,
        "fact": value not in fact.yes and value not in fact.no,
        "way": not fact.ways,
        "cost": not fact.cost,
        "spaces": not fact.spaces,
        "kind": False,
        "language": False,
    }[group]
