"""What families ask for beside a need, a place and an age, in their words: free, drop in, without a diagnosis.

A word becomes a filter only where it can hardly mean anything else: "free time" and "school" ask for nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from localoffer.alphabets import IN_A_WORD
from localoffer.listings.search.speech import Phrase, speech_of
from localoffer.vocabulary import Day


class Wish(NamedTuple):
    """A part of a text that asks for values of a group, and where it stands in the text."""

    group: str
    codes: tuple[str, ...]
    start: int
    end: int


@cache
def _patterns(language: str) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return what is said in a language, compiled once."""
    return tuple((one.group, one.codes, _whole_words(one.pattern)) for one in _said(language))


@cache
def _any_pattern(language: str) -> re.Pattern[str]:
    """Return what is found wherever any of the patterns is."""
    return _whole_words("|".join(one.pattern for one in _said(language)) or "(?!)")


def _said(language: str) -> list[Phrase]:
    return [*speech_of(language).asks_for, *_days(language), *_languages(language)]


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{IN_A_WORD}])(?:{pattern})(?![{IN_A_WORD}])", re.IGNORECASE)


def _days(language: str) -> Iterator[Phrase]:
    known = speech_of(language)
    for day, pattern in zip(Day, known.days, strict=False):
        yield Phrase("day", (str(day),), rf"{known.not_a_day}(?:{pattern})")


def _languages(language: str) -> Iterator[Phrase]:
    known = speech_of(language)
    for code, name in known.spoken.items():
        yield Phrase("language", (code,), known.speaking.replace("{0}", f"(?:{name})"))


@lru_cache(maxsize=8)
def wishes(text: str, language: str) -> tuple[Wish, ...]:
    """Return what a text in a language asks for, in the order of the text; of two that overlap, the longer."""
    # Most texts ask for nothing, which is quickly seen.
    if not _any_pattern(language).search(text):
        return ()
    found = [
        Wish(group, codes, *match.span())
        for group, codes, pattern in _patterns(language)
        for match in [pattern.search(text)]
        if match
    ]
    kept: list[Wish] = []
    for wish in sorted(found, key=lambda one: one.start - one.end):
        if all(wish.end <= other.start or other.end <= wish.start for other in kept):
            kept.append(wish)
    return tuple(sorted(kept, key=lambda one: one.start))
