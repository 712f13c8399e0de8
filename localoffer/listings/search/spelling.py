"""Mistakes in typing: the word that was meant, from an index of every word with one letter left out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from localoffer.alphabets import is_spelt
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.words import fold

_SHORTEST = 4
_WORDS_REMEMBERED = 32
_SHORTEST_FOR_TWO = 8
_LONGEST = 24
_BASE = np.uint32(0x01000193)


class Correction(NamedTuple):
    """A word that no listing holds, and the one that was looked for instead."""

    typed: str
    meant: str


class Speller:
    """The words of one language as they are spelt. ``often`` tells how many listings hold a word.

    Of each word, whole and with one letter left out, a number is kept in order, so that 10,000 words take half a
    megabyte. Different words may have the same number: what is found by it is compared letter by letter.
    """

    def __init__(self, known: Iterable[str], often: Callable[[str], int]) -> None:
        self._often = often
        self._meant = lru_cache(maxsize=_WORDS_REMEMBERED)(self._nearest_to)
        self._spelt = {fold(spelt): spelt for spelt in sorted(known)}
        self._in_order = sorted(self._spelt)
        self._words = [word for word in self._spelt if _SHORTEST - 1 <= len(word) <= _LONGEST]
        keys, places = _keys_of_all(self._words)
        order = np.argsort(keys)
        self._keys, self._places = keys[order], places[order]

    def holds(self, typed: str) -> bool:
        """Return whether a word is one of them, whatever its accents."""
        return fold(typed) in self._spelt

    def begins(self, typed: str) -> bool:
        """Return whether one of them begins with what was typed, whatever its accents."""
        beginning = fold(typed)
        at = bisect_left(self._in_order, beginning)
        return at < len(self._in_order) and self._in_order[at].startswith(beginning)

    def meant(self, typed: str) -> str | None:
        """Return the word that was most likely meant: at most one letter away, two for a long word; None where none is.

        Of several, the one with the same first letter that most listings hold. A few are remembered, as one search
        looks at its own words several times.
        """
        return self._meant(fold(typed))

    def _nearest_to(self, word: str) -> str | None:
        if not _SHORTEST <= len(word) <= _LONGEST or not is_spelt(word):
            return None
        reach = 2 if len(word) >= _SHORTEST_FOR_TWO else 1
        near = [(distance, other) for other in self._near(word, reach) if (distance := _distance(word, other)) <= reach]
        nearest = min((distance for distance, _ in near), default=0)
        held = [(self._often(self._spelt[other]), other) for distance, other in near if distance == nearest]
        if not held:
            return None
        best = min(held, key=lambda found: (found[1][0] != word[0], -found[0], found[1]))
        return self._spelt[best[1]]

    def _near(self, word: str, reach: int) -> list[str]:
        """Return the words that may be at most so many letters away."""
        tried = np.array([_key(shorter) for shorter in (word, *_left_out(word, reach))], np.uint32)
        starts = np.searchsorted(self._keys, tried)
        ends = np.searchsorted(self._keys, tried, side="right")
        places = [self._places[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
        return [self._words[place] for place in np.unique(np.concatenate(places))] if places else []


def put_right(word: str, others: Iterable[str]) -> str | None:
    """Return the one of some other words that a word is with one wrong letter: for "dislexia", "dyslexia"."""
    typed = fold(word)
    for other in others:
        right = fold(other)
        may_be = right[:1] == typed[:1] and abs(len(right) - len(typed)) <= 1
        if may_be and _distance(typed, right) == 1:
            return other
    return None


def _keys_of_all(words: Sequence[str]) -> tuple[Array, Array]:
    """Return the keys of all words and of what each is without any one letter, and the place of the word of each."""
    places_by_length: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        places_by_length.setdefault(len(word), []).append(place)
    keys, places = [np.empty(0, np.uint32)], [np.empty(0, np.uint32)]
    for length, held in places_by_length.items():
        letters = np.array([words[place] for place in held]).view(np.uint32).reshape(len(held), length)
        for left_out in range(-1, length):
            keys.append(_keys(np.delete(letters, left_out, axis=1) if left_out >= 0 else letters))
            places.append(np.array(held, np.uint32))
    return np.concatenate(keys), np.concatenate(places)


def _keys(letters: Array) -> Array:
    """Return the key of each word, given as a row of letters."""
    keys = np.zeros(len(letters), np.uint32)
    for column in letters.T:
        keys = keys * _BASE + column
    return keys


def _key(word: str) -> int:
    key = 0
    for letter in word:
        key = (key * int(_BASE) + ord(letter)) & 0xFFFFFFFF
    return key


def _left_out(word: str, most: int) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    if most > 1:
        for first, second in combinations(range(len(word)), 2):
            yield word[:first] + word[first + 1 : second] + word[second + 1 :]


def _distance(one: str, other: str) -> int:
    """Return how many letters must be added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]
