"""The order of each language's alphabet, by ``translations/<code>/alphabet.txt``.

The file has the letters in their order, with blanks between them. ``o=ó`` are one letter for the order, ``sz`` is
a letter by itself. A language without such a file has the order of the English alphabet, and so have the letters that a
file does not name: each stands with the letter that it is without its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from flask import Flask

from localoffer import languages
from localoffer.languages import LANGUAGES, Language

Thing = TypeVar("Thing")
Key = tuple[str, str, str]

# the vowels of Gurmukhi, Devanagari and their like are signs, which are no letters to a regular expression
_SIGNS = "".join(chr(code) for code in range(0x0900, 0x0E00) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
IN_A_WORD = rf"\w{_SIGNS}"
"""What a word is made of in any alphabet, to stand between the brackets of a regular expression."""

FILE = "alphabet.txt"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_AFTER_THE_ALPHABET = 0x1000
_BLANK, _FIRST_DIGIT, _FIRST_LETTER = 0, 1, 16
_NOBODYS = 0xF0000


def _whole(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def _bare(letter: str) -> str:
    """Return a letter without its marks."""
    return next(_letters_alone(unicodedata.normalize("NFKD", letter)), letter)


def _letters_alone(written: str) -> Iterator[str]:
    return (one for one in written if not unicodedata.combining(one))


def is_spelt(word: str) -> bool:
    """Return whether a word has nothing but letters, and signs of vowels on them."""
    return all(letter.isalpha() or letter in _SIGNS for letter in word)


class Alphabet:
    """The letters of a language in their order: each a group of what is the same letter for the order."""

    def __init__(self, letters: str) -> None:
        self._groups = [[_whole(one) for one in group.split("=")] for group in letters.split()]
        every = [one for group in self._groups for one in group]
        # a letter of several signs is looked up as one sign that no text has
        self._single = {one: chr(_NOBODYS + number) for number, one in enumerate(every) if len(one) > 1}
        longest_first = sorted(self._single, key=len, reverse=True)
        self._several = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._places = _Places(
            (ord(self._single.get(letter, letter)), (place, variant))
            for place, group in enumerate(self._groups, _FIRST_LETTER)
            for variant, letter in enumerate(group)
        )
        self._first, self._second = _Signs(self._places, 0), _Signs(self._places, 1)

    @property
    def letters(self) -> frozenset[str]:
        """Every letter that stands in it, and every way to write one."""
        return frozenset(one for group in self._groups for one in group)

    def key(self, text: str) -> Key:
        """Return by what a text is sorted: first its letters, then their marks, then how it is written."""
        signs = self._signs(text)
        return signs.translate(self._first), signs.translate(self._second), text

    def initial(self, text: str) -> str:
        """Return the letter under which a text stands in a list, as a heading; the empty text where it has none."""
        for sign in self._signs(text):
            place = self._places[ord(sign)]
            if place is not None and place[0] >= _FIRST_DIGIT:
                group = place[0] - _FIRST_LETTER
                first = self._groups[group][0] if 0 <= group < len(self._groups) else _bare(sign)
                return first[0].upper() + first[1:]
        return ""

    def _signs(self, text: str) -> str:
        return self._several.sub(lambda found: self._single[found[0]], _whole(text))


class _Places(dict[int, "tuple[int, int] | None"]):
    """Where a letter stands, and as which variant; None for what has no place of its own, as a mark or a hyphen."""

    def __missing__(self, code: int) -> tuple[int, int] | None:
        place = self[code] = self._found(chr(code))
        return place

    def _found(self, letter: str) -> tuple[int, int] | None:
        if letter.isspace():
            return _BLANK, 0
        bare = _bare(letter)
        held = self.get(ord(bare))
        if held is not None:
            return held[0], ord(letter)
        if bare.isdecimal():
            return _FIRST_DIGIT + unicodedata.digit(bare), 0
        return (_AFTER_THE_ALPHABET + ord(bare), ord(letter)) if bare.isalpha() else None


class _Signs(dict[int, str]):
    """What a letter becomes in a key: a sign that sorts as the letter's place (0) or its variant (1) does."""

    def __init__(self, places: _Places, which: int) -> None:
        super().__init__()
        self._places, self._which = places, which

    def __missing__(self, code: int) -> str:
        place = self._places[code]
        sign = self[code] = "" if place is None else chr(place[self._which])
        return sign


_of_english = Alphabet(" ".join(_ENGLISH))
_alphabets: dict[str, Alphabet] = {}


def read_from(folder: Path) -> None:
    """Read the alphabets of the site's languages from the folder of its translations."""
    for code in LANGUAGES:
        path = folder / code / FILE
        if path.exists():
            _alphabets[code] = Alphabet(path.read_text(encoding="utf-8"))


def of(language: Language) -> Alphabet:
    """Return the alphabet of a language."""
    return _alphabets.get(language.code, _of_english)


def in_order(things: Iterable[Thing], name: Callable[[Thing], str], *, language: Language | None = None) -> list[Thing]:
    """Return things by their names, in the order of a language's alphabet: the current one's where none is given."""
    key = of(language or languages.current()).key
    return sorted(things, key=lambda thing: key(name(thing)))


def init_app(app: Flask) -> None:
    """Let the application sort in each of its languages."""
    read_from(app.config["SETTINGS"].translations)
