"""What Whoosh keeps beside the terms: the words as they are spelt, and which word follows which.

Whoosh keeps an analyser with the index, so each holds nothing but its language.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from whoosh.analysis import Analyzer, Token

from localoffer.listings.search.words import PART, matches, words

_PAIRS = 1 << 14
_LONGEST = 40
_SHORTEST = 3


class SpellingAnalyzer(Analyzer):  # type: ignore[misc]
    """Tells Whoosh the words of a text as they are spelt, in small letters, so that a mistake can be put right."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, value: str, **_told: object) -> Iterator[Token]:
        token = Token()
        token.stopped = False
        token.boost = 1.0
        for found in matches(value.replace(PART, " ")):
            spelt = found.group().casefold()
            if _SHORTEST <= len(spelt) <= _LONGEST and spelt.isalpha():
                token.text = spelt
                yield token


class PairAnalyzer(Analyzer):  # type: ignore[misc]
    """Tells Whoosh each two terms that stand beside each other, so that a phrase can be looked up as sets."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, value: str, **_told: object) -> Iterator[Token]:
        token = Token()
        token.stopped = False
        token.boost = 1.0
        for part in value.split(PART):
            said = words(part, self.language)
            for first, second in pairwise(said):
                token.text = pair(first.term, second.term)
                yield token


def pair(first: str, second: str) -> str:
    """Return the term for two terms beside each other: one of ``_PAIRS``.

    Nearly every pair of words stands in one listing alone, and an entry for each would be most of the index. A listing
    of 300 words shares an entry with a pair that it does not hold in 2 of 100 cases, and must hold both words besides.
    """
    return format(crc32(f"{first} {second}".encode()) % _PAIRS, "x")
