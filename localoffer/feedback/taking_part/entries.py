"""What is told of one meeting, group or survey, and how a day is written of which only a part may be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Words:
    """One entry in one language.

    ``title`` says what it was, ``what`` what happened, ``who`` who was there (never the name of a family), ``changed``
    what came of it, ``source`` where all that can be read.
    """

    title: str
    what: str
    who: str = ""
    changed: str = ""
    source: str = ""


WORDS = tuple(field.name for field in fields(Words))


def as_json(words: Mapping[str, Words]) -> dict[str, Any]:
    """Return an entry as the database keeps it: its words by language."""
    return {language: asdict(told) for language, told in words.items()}


def of_json(told: Mapping[str, Any]) -> dict[str, Words]:
    """Return what the database says.

    Raises:
        TypeError: when it holds something else.
    """
    return {language: Words(**words) for language, words in told.items()}


def first_day(happened: str) -> date:
    """Return the day, or the first day of the month or the year, of a text like 2021-06-17, 2021-03 or 2020.

    Raises:
        ValueError: when there is no such day.
    """
    parts = happened.split("-")
    widths = [len(part) for part in parts]
    if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isdecimal() for part in parts):
        raise ValueError("a day is written like 2021-06-17, 2021-03 or 2020")
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    return date(year, month, day)
