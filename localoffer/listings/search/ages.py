"""Ages that families say in words: "my 14 year old", "four year old", "toddler", "year 9", "18 months old"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from localoffer.alphabets import IN_A_WORD
from localoffer.listings.search.criteria import LAST_AGE
from localoffer.listings.search.speech import speech_of


class SaidAge(NamedTuple):
    """The years that a part of a text stands for (from, to), and where that part stands in the text."""

    first: int
    last: int
    start: int
    end: int


_FIRST_SCHOOL_YEAR = 5
"""A child in year 1 of school in England is 5 or 6."""


class _Patterns(NamedTuple):
    under: re.Pattern[str]
    numbers: list[re.Pattern[str]]
    months: re.Pattern[str]
    counted: re.Pattern[str]
    school_year: re.Pattern[str]
    words: list[tuple[re.Pattern[str], int, int]]
    any_word: re.Pattern[str]


_DIGIT = re.compile(r"\d")


@cache
def _patterns(language: str) -> _Patterns:
    """Return the patterns of a language; one that it does not have matches nothing."""
    told = speech_of(language).ages
    return _Patterns(
        _compiled(told.under),
        [_compiled(pattern) for pattern in told.numbers],
        _compiled(told.months),
        _compiled(told.counted_years.replace("{words}", "|".join(told.counted))),
        _compiled(told.school_year),
        [(_whole_words(pattern), first, last) for pattern, first, last in told.words],
        _whole_words("|".join(pattern for pattern, _, _ in told.words) or "(?!)"),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern or "(?!)", re.IGNORECASE)


def _whole_words(pattern: str) -> re.Pattern[str]:
    return _compiled(rf"(?<![{IN_A_WORD}])(?:{pattern})(?![{IN_A_WORD}])")


@lru_cache(maxsize=8)
def said_age(text: str, language: str) -> SaidAge | None:
    """Return the first age that a text in a language names, None where it names none."""
    known = _patterns(language)
    # Most texts have no digit, which is quickly seen.
    has_number = _DIGIT.search(text) is not None
    return (
        (has_number and _in_numbers(known, text))
        or _counted(known, text, language)
        or (has_number and _at_school(known, text))
        or _in_words(known, text)
        or None
    )


def _in_numbers(known: _Patterns, text: str) -> SaidAge | None:
    below = known.under.search(text)
    if below and 0 < int(below["age"]) <= LAST_AGE:
        return SaidAge(0, int(below["age"]) - 1, *below.span())
    for pattern in known.numbers:
        found = pattern.search(text)
        if found and int(found["age"]) <= LAST_AGE:
            whole = "said" if "said" in found.groupdict() else 0
            return SaidAge(int(found["age"]), int(found["age"]), *found.span(whole))
    if young := known.months.search(text):
        return SaidAge(int(young["age"]) // 12, int(young["age"]) // 12, *young.span())
    return None


def _counted(known: _Patterns, text: str, language: str) -> SaidAge | None:
    if counted := known.counted.search(text):
        years = speech_of(language).ages.counted.index(counted["word"].lower()) + 1
        return SaidAge(years, years, *counted.span())
    return None


def _at_school(known: _Patterns, text: str) -> SaidAge | None:
    if year := known.school_year.search(text):
        first = int(year["age"]) + _FIRST_SCHOOL_YEAR - 1
        return SaidAge(first, first + 1, *year.span())
    return None


def _in_words(known: _Patterns, text: str) -> SaidAge | None:
    if known.any_word.search(text):
        for pattern, first, last in known.words:
            if said := pattern.search(text):
                return SaidAge(first, last, *said.span())
    return None
