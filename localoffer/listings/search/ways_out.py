"""Where a search finds nothing: searches near it that do, by leaving something out of it or looking further away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from localoffer.listings.search.criteria import GROUPS, MILES, SearchCriteria
from localoffer.listings.search.nearness import Near

_MOST_TRIED = 8
_MOST_TOLD = 6


@dataclass(frozen=True)
class WayOut:
    """A search that gives results where another gives none.

    ``name`` is what is left out of it or, where ``is_alone``, what alone is left of it: a group of filters, ``text`` or
    ``postcode``; ``miles`` where it looks further away. ``values`` are the filters of that group: all of them, or one
    where the filters of a group must all hold.
    """

    criteria: SearchCriteria
    total: int
    name: str
    values: tuple[str, ...] = ()
    is_alone: bool = False


def ways_out(
    criteria: SearchCriteria, near: Near | None, total: Callable[[SearchCriteria, Near | None], int]
) -> list[WayOut]:
    """Return searches near one that do give results, those that give most first: what to leave out of it.

    Where leaving out one thing is not enough, each thing is tried alone. Only so many are tried that a search with
    every filter there is costs no more than a few others.

    Args:
        criteria: a search that finds nothing.
        near: where the family is, by a postcode.
        total: returns how many listings a search finds.
    """
    asked = _as_addresses_hold_it(criteria, near)
    things = _things(asked, near)
    for tried in (_without_one(asked, near), _one_alone(asked, things) if len(things) > 2 else iter(())):
        counted = (
            replace(way, total=total(way.criteria, near if way.criteria.postcode else None))
            for way in islice(tried, _MOST_TRIED)
        )
        # Of several distances that give something, the shortest is enough.
        fruitful = {(way.name, way.values): way for way in reversed(list(counted)) if way.total}
        if fruitful:
            return sorted(fruitful.values(), key=lambda way: -way.total)[:_MOST_TOLD]
    return []


def _as_addresses_hold_it(criteria: SearchCriteria, near: Near | None) -> SearchCriteria:
    """Return a search so that what is counted is what the link gives: with one age and a postcode of its own."""
    if len(years := criteria.values("age")) > 1:
        criteria = criteria.with_values("age", [years[len(years) // 2]])
    return replace(criteria, postcode=near.label) if near is not None else criteria.without_filter("postcode")


def _things(criteria: SearchCriteria, near: Near | None) -> list[str]:
    """Return the names of what was asked for; a postcode and ticked districts are one thing, the place."""
    groups = [group.code for group in GROUPS if criteria.values(group.code)]
    if near is not None:
        groups = ["postcode", *(group for group in groups if group != "district")]
    return ["text", *groups] if criteria.text else groups


def _without_one(criteria: SearchCriteria, near: Near | None) -> Iterator[WayOut]:
    if near is not None and near.point is not None:
        yield from (WayOut(replace(criteria, miles=miles), 0, "miles") for miles in MILES if miles > criteria.miles)
    together = {group.code for group in GROUPS if group.is_all}
    for name in _things(criteria, near):
        values = criteria.values(name)
        if name in together and len(values) > 1:
            yield from (WayOut(criteria.without_filter(name, value), 0, name, (value,)) for value in values)
        else:
            yield WayOut(_without(criteria, name), 0, name, values)


def _one_alone(criteria: SearchCriteria, things: list[str]) -> Iterator[WayOut]:
    for kept in things:
        yield WayOut(_only(criteria, kept), 0, kept, criteria.values(kept), is_alone=True)


def _only(criteria: SearchCriteria, kept: str) -> SearchCriteria:
    if kept == "text":
        return criteria.without_filters()
    place = "district" if kept == "postcode" else kept
    alone = replace(criteria.without_filter("text"), chosen=tuple(pair for pair in criteria.chosen if pair[0] == place))
    return alone if kept == "postcode" else alone.without_filter("postcode")


def _without(criteria: SearchCriteria, name: str) -> SearchCriteria:
    left = criteria.without_filter(name)
    return left.without_filter("district") if name == "postcode" else left
