"""The places that the words of a search name: towns and villages by the spellings that people use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from localoffer.alphabets import IN_A_WORD
from localoffer.languages import KNOWN
from localoffer.listings.search.speech import speech_of
from localoffer.listings.search.tokens import Token
from localoffer.listings.search.towns import Town
from localoffer.listings.search.words import fold
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point

_WORD = re.compile(rf"[{IN_A_WORD}]+")
_ON = frozenset({"on", "upon", "under"})


class PlaceNamed(NamedTuple):
    """What a name stands for: the districts of all places that have it, and where it is if that is one place.

    Without districts it is outside the county, and ``council`` is the council there, where that is sure.
    """

    name: str
    districts: tuple[str, ...]
    point: Point | None = None
    is_everyday: bool = False
    council: str = ""


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
        self._longest: dict[str, int] = {}
        for key in self._known:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def holds(self, word: str) -> bool:
        """Return whether a word alone names a place."""
        return _key(word) in self._known

    def longest(self, word: str) -> int:
        """Return how many words the longest name has that begins with a word, 0 where none does."""
        return self._longest.get(word, 0)

    def at(self, words: Sequence[str], at: int, length: int) -> PlaceNamed | None:
        """Return the place that some of the words of a search (``folded``) name.

        A name that is an everyday word too stands for the place only where a word such as "in" comes before it.
        """
        found = self._known.get(tuple(words[at : at + length]))
        if found is None or not found.is_everyday:
            return found
        before, after = words[max(at - 1, 0) : at], words[at + length : at + length + 1]
        says_before, says_after = _beside_a_place()
        return found if not says_before.isdisjoint(before) or not says_after.isdisjoint(after) else None

    def _add(self, key: tuple[str, ...], place: Place) -> None:
        other = self._known.get(key)
        if other is None:
            self._known[key] = _named(place)
        elif place.districts:
            # Two places with one name: both, and it is told. What is near either cannot be said by one point.
            districts = tuple(dict.fromkeys((*other.districts, *place.districts)))
            self._known[key] = other._replace(districts=districts, point=None, council="")


@cache
def _beside_a_place() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of every language that stand before and after a place, as ``folded`` has them."""
    said = [speech_of(language.code) for language in KNOWN]
    before = (word for one in said for word in one.before_a_place)
    after = (word for one in said for word in one.after_a_place)
    return frozenset(map(_folded, before)), frozenset(map(_folded, after))


def is_before_a_place(said: Token) -> bool:
    """Return whether a word makes a place of the name that stands after it, as "in" and "near" do."""
    return _folded(said.typed) in _beside_a_place()[0]


def _named(place: Place) -> PlaceNamed:
    return PlaceNamed(place.name, place.districts, place.point, place.is_everyday, place.council)


def _key(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(name).replace("'", "")))


def folded(said: Sequence[Token]) -> list[str]:
    """Return the words of a search as names are compared: without accents and apostrophes, in small letters."""
    return [_folded(token.typed) for token in said]


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return fold(word).replace("'", "")


def _short_forms(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield how people also write a place: "Burton upon Trent" is "Burton on Trent" and "Burton"."""
    at = next((at for at, word in enumerate(key) if at and word in _ON), None)
    if at is not None:
        yield (*key[:at], "on", *key[at + 1 :])
        yield key[:at]
