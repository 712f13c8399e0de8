"""Text into the terms that the index holds: the same for listings and for what families type.

English words are reduced to their stems, Polish ones lose the endings of their cases; in every language case,
diacritics and variants of the same Arabic letter are folded away, so that "krotkie" finds "krótkie".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.lang.snowball.english import EnglishStemmer

PART = "\x1e"
"""Separates the parts of a listing's text that weigh differently."""

WEIGHTS = (6.0, 2.0, 1.0)
"""How much a word counts in the name, in the summary (and the organisation's name), and in the rest."""

LONGEST_WORD = 40
_SHORTEST_SPELT = 3
_MOST_CHARACTERS = 5_000

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
        "a about after all am an and any are as at be been being but by can could did do does doesn't don't every for "
        "from get gets getting go goes going got had has have he he's her him his how i i'm if in into is it it's its "
        "just like live lives me my near nearby need needs now of on or our out please really she she's should so "
        "some still take takes that the their them there they they're this to up us very want wanted wants was we what "
        "when where which who will with would you your find nobody nothing everything always next let lets keeps"
    ),
    "pl": "a albo ale by co czy dla do i jak jest lub ma mi moj moja moje na nie o od po sie są to u w we z za ze że",
    "ur": (
        "اور ایک اس ان کا کی کے کو سے میں پر ہے ہیں لیے لئے یا تو بھی نے جو یہ وہ میرا میری میرے مجھے کیسے "
        "کہاں کون کیا چاہیے ہو گا گی گے ملے کرتا کرتی بہت"
    ),
}
_SAYS_LITTLE = {
    "en": (
        "anyone anything anywhere babies baby boy boys carer carers centre child children classes daughter disabled "
        "disability families family friend girl group groups help helps kid kids lad look other parent parents people "
        "person place places problem problems scheme sen send service services sessions sister somebody someone "
        "something somewhere son special support supports team things thing way work young brother home house no not "
        "won't can't he'll needs hour day days time children's child's talk meet adult adults area club clubs"
    ),
    "pl": (
        "dziecka dziecko dzieci dziecku syn syna córka córki rodzic rodzice rodziców rodzina pomoc pomocy wsparcie "
        "grupa gdzie kto kogo szukam potrzebuję mojego mojej swój jest zajęcia nocy dostać jak"
    ),
    "ur": "بچہ بچے بچوں بیٹا بیٹی بیٹے مدد سہولت والدین خاندان جگہ گروپ نہیں",
}


_POLISH_ENDINGS = (
    *("iami", "ego", "emu", "ami", "ach", "ych", "ich", "ymi", "imi", "owi", "iem", "iom"),
    *("em", "om", "ow", "ie", "ia", "iu", "ej", "ym", "im", "a", "e", "i", "o", "u", "y"),
)
_SHORTEST_POLISH_STEM = 4


class Word(NamedTuple):
    """One word: the term that the index knows it by, whether it is too common to be searched for, or says little."""

    term: str
    is_stop: bool
    says_little: bool = False


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
    return {spelt for spelt in found if _SHORTEST_SPELT <= len(spelt) <= LONGEST_WORD and spelt.isalpha()}


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
    return term in _STOP_TERMS.get(language, frozenset())


@lru_cache(maxsize=30_000)
def _word(found: str, language: str) -> Word:
    common = _STOP_WORDS.get(language, frozenset())
    plain = found[:LONGEST_WORD]
    slight = _SLIGHT_WORDS.get(language, frozenset())
    if language == "en":
        return Word(_ENGLISH.stem(plain.removesuffix("'s").replace("'", "")), plain in common, plain in slight)
    term = plain.replace("'", "")
    return Word(_polish_stem(term) if language == "pl" else term, plain in common, plain in slight)


def _polish_stem(word: str) -> str:
    """Return a Polish word without the ending of its case, where enough of it is left."""
    for ending in _POLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_POLISH_STEM:
            return word[: -len(ending)]
    return word


# Not ``whoosh.lang.porter``: its "shopping" is not its "shop".
_ENGLISH = EnglishStemmer()
_STOP_WORDS = {language: frozenset(fold(held).split()) for language, held in _TOO_COMMON.items()}
_SLIGHT_WORDS = {language: frozenset(fold(held).split()) for language, held in _SAYS_LITTLE.items()}
_STOP_TERMS = {
    language: frozenset(_word(found, language).term for found in common) for language, common in _STOP_WORDS.items()
}
