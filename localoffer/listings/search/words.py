"""Text into the terms that the index holds: the same for listings and for what families type.

English words are reduced to their stems, those of other languages lose the endings of their cases. In every language
case, diacritics and variants of the same Arabic letter are folded away, so that "krotkie" finds "krótkie".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from whoosh.lang.snowball.english import EnglishStemmer

from localoffer.alphabets import IN_A_WORD, is_spelt
from localoffer.listings.search.speech import speech_of

PART = "\x1e"
"""Separates the parts of a listing's text that weigh differently."""

WEIGHTS = (6.0, 2.0, 1.0, 0.5)
"""How much a word counts in the name, in the summary (and the organisation's name), in the rest, and in what families
type when this is what they need."""

LONGEST_WORD = 40
_SHORTEST_SPELT = 3
_MOST_CHARACTERS = 5_000

_WORD = re.compile(rf"[{IN_A_WORD}]+(?:'[{IN_A_WORD}]+)*")
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


class Word(NamedTuple):
    """One word: the term that the index knows it by, whether it is too common to be searched for, or says little.

    ``denies`` is one that says no to what stands after it ("can't"), ``troubles`` one that does so on either side of
    it ("sleep problems"). A phrase means the same without one that ``is_beside`` it; ``is_person`` is "him" or "my
    son".
    """

    term: str
    is_stop: bool
    says_little: bool = False
    denies: bool = False
    troubles: bool = False
    is_beside: bool = False
    is_person: bool = False


class _Folding(dict[int, str]):
    """What each character becomes; a character is worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).casefold().translate(_LETTERS))
        folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
        if len(self) < _MOST_CHARACTERS:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return text in lower case without diacritics."""
    return text.translate(_FOLDING)


def matches(text: str) -> Iterator[re.Match[str]]:
    """Return where the words of a text stand in it."""
    return _WORD.finditer(text.translate(_LETTERS))


def spellings(text: str) -> set[str]:
    """Return the words of a text as they are spelt, in small letters, without numbers and very short or long ones."""
    found = {spelt.casefold() for spelt in _WORD.findall(text.translate(_LETTERS))}
    return {spelt for spelt in found if _SHORTEST_SPELT <= len(spelt) <= LONGEST_WORD and is_spelt(spelt)}


def words(text: str, language: str) -> list[Word]:
    """Return the words of a text in order, as terms of one language."""
    return [_word(found, language) for found in _WORD.findall(fold(text))]


@lru_cache(maxsize=20_000)
def first_term(text: str, language: str) -> str:
    """Return the term of the first word of a text; nothing where it has no word."""
    return next((word.term for word in words(text, language)), "")


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text in order, without the words that are too common."""
    return [word.term for word in words(text, language) if not word.is_stop]


def is_too_common(term: str, language: str) -> bool:
    """Return whether a term is one that no text is searched for."""
    return term in _stop_terms(language)


@lru_cache(maxsize=30_000)
def _word(found: str, language: str) -> Word:
    plain = found[:LONGEST_WORD]
    said = (plain in held for held in _kinds(language))
    if language == "en":
        return Word(_ENGLISH.stem(plain.removesuffix("'s").replace("'", "")), *said)
    return Word(_stem(plain.replace("'", ""), language), *said)


def _stem(word: str, language: str) -> str:
    """Return a word without the beginning and the ending that its case gives it, where enough of it is left."""
    known = speech_of(language)
    for beginning in known.beginnings:
        if word.startswith(beginning) and len(word) - len(beginning) >= known.shortest_stem:
            word = word.removeprefix(beginning)
            break
    for ending in known.endings:
        if word.endswith(ending) and len(word) - len(ending) >= known.shortest_stem:
            return word.removesuffix(ending)
    return word


@cache
def _kinds(language: str) -> tuple[frozenset[str], ...]:
    """Return the words of a language of each kind, folded, in the order of the fields of ``Word``."""
    known = speech_of(language)
    held = (known.too_common, known.says_little, known.denies, known.troubles, known.beside, known.persons)
    return tuple(_folded(words) for words in held)


def _folded(held: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(" ".join(held)).split())


@cache
def _stop_terms(language: str) -> frozenset[str]:
    return frozenset(_word(found, language).term for found in _kinds(language)[0])


# Not ``whoosh.lang.porter``: its "shopping" is not its "shop".
_ENGLISH = EnglishStemmer()
