"""Text into the terms that the index holds: the same for listings and for what families type.

English words are reduced to their stems; in every language case, diacritics and variants of the same Arabic letter are
folded away, so that "krotkie" finds "krótkie".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.lang.porter import stem

PART = "\x1e"
"""Separates the parts of a listing's text that weigh differently."""

WEIGHTS = (6.0, 2.0, 1.0)
"""How much a word counts in the name, in the summary (and the organisation's name), and in the rest."""

LONGEST_WORD = 40

_WORD = re.compile(r"\w+(?:'\w+)*")
_LETTERS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ł": "l",
        "Ł": "l",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ۀ": "ہ",
        "ة": "ہ",
        "ه": "ہ",
        "\u200c": " ",
    }
)
_TOO_COMMON = {
    "en": (
        "a about all am an and any are as at be been being but by can could did do does for from get had has have he "
        "her him his how i i'm in is it it's its me my need needs of on or our she should so some that the their them "
        "there they this to up us want wants was we what when where which who will with would you your"
    ),
    "pl": "a albo ale by co czy dla do i jak jest lub ma mi moj moja moje na nie o od po sie są to u w we z za ze że",
    "ur": "اور ایک اس ان کا کی کے کو سے میں پر ہے ہیں لیے لئے یا تو بھی نے جو یہ وہ میرا میری میرے مجھے",
}


class Word(NamedTuple):
    """One word: the term that the index knows it by, and whether it is too common to be searched for alone."""

    term: str
    is_stop: bool


def fold(text: str) -> str:
    """Return text in lower case without diacritics."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(character for character in plain if not unicodedata.combining(character)).translate(_LETTERS)


def words(text: str, language: str) -> list[Word]:
    """Return the words of a text in order, as terms of one language."""
    return [_word(found, language) for found in _WORD.findall(fold(text))]


def as_typed(text: str, first: int, last: int) -> str:
    """Return the part of a text from word ``first`` to word ``last``, as it was typed."""
    found = list(_WORD.finditer(text.translate(_LETTERS)))
    folded = _WORD.findall(fold(text))
    if len(found) != len(folded):
        # Folding splits a few characters (½) into several words.
        return " ".join(folded[first : last + 1])
    return text[found[first].start() : found[last].end()]


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text in order, without the words that are too common."""
    return [word.term for word in words(text, language) if not word.is_stop]


@lru_cache(maxsize=100_000)
def _word(found: str, language: str) -> Word:
    common = _STOP_WORDS.get(language, frozenset())
    plain = found[:LONGEST_WORD]
    if language == "en":
        return Word(stem(plain.removesuffix("'s").replace("'", "")), plain in common)
    return Word(plain.replace("'", ""), plain in common)


_STOP_WORDS = {language: frozenset(fold(held).split()) for language, held in _TOO_COMMON.items()}


class WeighingAnalyzer(Analyzer):  # type: ignore[misc]
    """Tells Whoosh the terms of a listing's text, each with the weight of the part that it stands in.

    Whoosh keeps it with the index, so it holds nothing but its language.
    """

    def __init__(self, language: str, weights: tuple[float, ...] = WEIGHTS) -> None:
        self.language = language
        self.weights = weights

    def __call__(self, value: str, **_told: object) -> Iterator[Token]:
        token = Token()
        token.stopped = False
        for weight, part in zip(self.weights, value.split(PART), strict=False):
            token.boost = weight
            for term in terms(part, self.language):
                token.text = term
                yield token
