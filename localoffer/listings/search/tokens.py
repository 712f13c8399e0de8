"""The words of a search where they stand in it, so that a part of it can be replaced, shown or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from localoffer.listings.search.words import Word, matches, words

_MOST = 24
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_LONE_COMMAS = re.compile(r"(?:\s*([,،])){2,}")


class Token(NamedTuple):
    """One word: as it was typed, from where to where, and the number of the pair of quotes it stands in (0: none)."""

    typed: str
    start: int
    end: int
    quote: int = 0

    def word(self, language: str) -> Word:
        """Return it as the index of a language knows it."""
        return _word(self.typed, language)


@lru_cache(maxsize=10_000)
def _word(typed: str, language: str) -> Word:
    return next(iter(words(typed, language)), Word("", is_stop=True))


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order; what comes after the first two dozen is left out.

    A few texts are remembered, as one search looks at its own several times.
    """
    quotes = [found.span() for found in _QUOTED.finditer(text)]
    return tuple(
        Token(text[start:end], start, end, _quote_around(start, end, quotes) if quotes else 0)
        for start, end in (match.span() for match in islice(matches(text), _MOST))
    )


def _quote_around(start: int, end: int, quotes: Sequence[tuple[int, int]]) -> int:
    return next((number for number, (first, last) in enumerate(quotes, 1) if first < start and end < last), 0)


def without(text: str, taken: Iterable[Token]) -> str:
    """Return a text without some of its words, and without the commas that stood between them."""
    left = replaced(text, [(token, "") for token in taken])
    return _LONE_COMMAS.sub(r"\1", left).strip(" ,،")


def replaced(text: str, changes: Iterable[tuple[Token, str]]) -> str:
    """Return a text with some of its words replaced by others."""
    for token, instead in sorted(changes, key=lambda change: -change[0].start):
        text = text[: token.start] + instead + text[token.end :]
    return " ".join(text.split()).strip(" ,.;:?!-")
