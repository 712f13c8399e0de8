"""The places that the words of a search name: towns and villages by the spellings that people use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from localoffer.listings.search.tokens import Token
from localoffer.listings.search.towns import Town
from localoffer.listings.search.words import fold
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point

LONGEST = 4
_WORD = re.compile(r"\w+")
_ON = frozenset({"on", "upon", "under"})
_BEFORE_A_PLACE = frozenset({"in", "near", "nr", "at", "from", "around", "w", "we", "kolo", "blisko", "okolice"})
_AFTER_A_PLACE = frozenset({"میں", "کے", "قریب"})


class PlaceNamed(NamedTuple):
    """What a name stands for: the districts of all places that have it, and where it is if that is one place."""

    name: str
    districts: tuple[str, ...]
    point: Point | None = None
    is_everyday: bool = False


class PlaceNames:
    """Knows the names of places, and finds them among words."""

    def __init__(self, places: Iterable[Place], towns: Iterable[Town] = ()) -> None:
        """Take the county's places and the towns of its listings, of which some are too small to be a place."""
        self._known: dict[tuple[str, ...], PlaceNamed] = {}
        held = sorted(places, key=lambda place: -place.postcodes)
        for place in held:
            for name in (place.name, *place.also):
                self._add(_key(name), place)
        for town in towns:
            self._known.setdefault(_key(town.name), PlaceNamed(town.name, town.districts))
        for place in held:
            for key in _short_forms(_key(place.name)):
                self._known.setdefault(key, _named(place))

    def __iter__(self) -> Iterator[PlaceNamed]:
        """Yield what each name stands for, once for each way to write it."""
        return iter(self._known.values())

    def at(self, said: Sequence[Token], at: int, length: int) -> PlaceNamed | None:
        """Return the place that some words name.

        A name that is an everyday word too stands for the place only where a word such as "in" comes before it.
        """
        found = self._known.get(_folded(said[at : at + length]))
        if found is None or not found.is_everyday:
            return found
        before = _folded(said[max(at - 1, 0) : at])
        after = _folded(said[at + length : at + length + 1])
        is_place = not _BEFORE_A_PLACE.isdisjoint(before) or not _AFTER_A_PLACE.isdisjoint(after)
        return found if is_place else None

    def _add(self, key: tuple[str, ...], place: Place) -> None:
        other = self._known.get(key)
        if other is None:
            self._known[key] = _named(place)
        elif place.districts:
            # Two places with one name: both, and it is told. What is near either cannot be said by one point.
            districts = tuple(dict.fromkeys((*other.districts, *place.districts)))
            self._known[key] = other._replace(districts=districts, point=None)


def _named(place: Place) -> PlaceNamed:
    return PlaceNamed(place.name, place.districts, place.point, place.is_everyday)


def _key(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(name).replace("'", "")))


def _folded(said: Sequence[Token]) -> tuple[str, ...]:
    return tuple(fold(token.typed).replace("'", "") for token in said)


def _short_forms(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield how people also write a place: "Burton upon Trent" is "Burton on Trent" and "Burton"."""
    at = next((at for at, word in enumerate(key) if at and word in _ON), None)
    if at is not None:
        yield (*key[:at], "on", *key[at + 1 :])
        yield key[:at]
