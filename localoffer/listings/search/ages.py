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
    numbers: list[re.Pattern[str]]
    under: re.Pattern[str]
    months: re.Pattern[str]
    school_year: re.Pattern[str]
    counted: re.Pattern[str]
    words: list[tuple[re.Pattern[str], int, int]]


@cache
def _patterns(language: str) -> _Patterns:
    """Return the patterns of a language; one that it does not have matches nothing."""
    told = speech_of(language).ages
    return _Patterns(
        [_compiled(pattern) for pattern in told.numbers],
        _compiled(told.under),
        _compiled(told.months),
        _compiled(told.school_year),
        _compiled(told.counted_years.replace("{words}", "|".join(told.counted))),
        [
            (_compiled(rf"(?<![{IN_A_WORD}])(?:{pattern})(?![{IN_A_WORD}])"), first, last)
            for pattern, first, last in told.words
        ],
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern or "(?!)", re.IGNORECASE)


@lru_cache(maxsize=8)
def said_age(text: str, language: str) -> SaidAge | None:
    """Return the first age that a text in a language names, None where it names none."""
    known = _patterns(language)
    below = known.under.search(text)
    if below and 0 < int(below["age"]) <= LAST_AGE:
        return SaidAge(0, int(below["age"]) - 1, *below.span())
    for pattern in known.numbers:
        found = pattern.search(text)
        if found and int(found["age"]) <= LAST_AGE:
            whole = "said" if "said" in found.groupdict() else 0
            return SaidAge(int(found["age"]), int(found["age"]), *found.span(whole))
    return _in_words(text, language)


def _in_words(text: str, language: str) -> SaidAge | None:
    """Return the first age that a text names in another way than by a number of years."""
    known = _patterns(language)
    if young := known.months.search(text):
        return SaidAge(int(young["age"]) // 12, int(young["age"]) // 12, *young.span())
    if counted := known.counted.search(text):
        years = speech_of(language).ages.counted.index(counted["word"].lower()) + 1
        return SaidAge(years, years, *counted.span())
    if at_school := known.school_year.search(text):
        first = int(at_school["age"]) + _FIRST_SCHOOL_YEAR - 1
        return SaidAge(first, first + 1, *at_school.span())
    for pattern, first, last in known.words:
        if said := pattern.search(text):
            return SaidAge(first, last, *said.span())
    return None
