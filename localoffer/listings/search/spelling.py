"""Mistakes in typing: the word that was meant, from an index of every word with one letter left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from localoffer.listings.search.words import fold

_SHORTEST = 4
_SHORTEST_FOR_TWO = 8
_LONGEST = 24


class Correction(NamedTuple):
    """A word that no listing holds, and the one that was looked for instead."""

    typed: str
    meant: str


class Speller:
    """The words of one language as they are spelt, each with how many listings hold it."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._often = known
        self._folded: dict[str, str] = {}
        for spelt in sorted(known, key=lambda word: known[word]):
            self._folded[fold(spelt)] = spelt
        self._shorter: dict[str, list[str]] = defaultdict(list)
        for word in self._folded:
            if _SHORTEST - 1 <= len(word) <= _LONGEST:
                for left in _one_left_out(word):
                    self._shorter[left].append(word)

    def holds(self, typed: str) -> bool:
        """Return whether a word is one of them, whatever its accents."""
        return fold(typed) in self._folded

    def meant(self, typed: str) -> str | None:
        """Return the word that was most likely meant: at most one letter away, two for a long word; None where none is.

        Of several, the one with the same first letter that most listings hold.
        """
        word = fold(typed)
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        reach = 2 if len(word) >= _SHORTEST_FOR_TWO else 1
        near = [(distance, other) for other in self._near(word, reach) if (distance := _distance(word, other)) <= reach]
        if not near:
            return None
        best = min(near, key=lambda found: (found[0], found[1][0] != word[0], -self._count(found[1]), found[1]))
        return self._folded[best[1]]

    def _count(self, word: str) -> int:
        return self._often[self._folded[word]]

    def _near(self, word: str, reach: int) -> set[str]:
        near: set[str] = set()
        for tried in (word, *_left_out(word, reach)):
            if tried in self._folded:
                near.add(tried)
            near.update(self._shorter.get(tried, ()))
        return near


def _one_left_out(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _left_out(word: str, most: int) -> Iterator[str]:
    yield from _one_left_out(word)
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


def together(known: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how often each word is held, of words that come from several places."""
    counted: dict[str, int] = defaultdict(int)
    for word, count in known:
        counted[word] += count
    return dict(counted)
