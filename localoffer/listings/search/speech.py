"""What the search knows of each language, from ``translations/<language>/search.yaml``: how families say things in it.

A language that has no such file is searched by its words as they stand; nothing in it is understood as a filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from localoffer.yaml_texts import load_yaml

_FOLDER = Path(__file__).resolve().parents[3] / "translations"
_WORDS = (
    "too_common",
    "says_little",
    "denies",
    "troubles",
    "beside",
    "persons",
    "before_a_place",
    "after_a_place",
    "before_a_filter",
    "after_a_filter",
)


@dataclass(frozen=True)
class Ages:
    """Patterns of ages. ``numbers``, ``under``, ``months`` and ``school_year`` have a group ``age``.

    ``counted`` are the numbers from one in words, which ``counted_years`` takes as ``{words}`` in a group ``word``.
    ``words`` are other ways to name an age, with its first and last year.
    """

    numbers: tuple[str, ...] = ()
    under: str = ""
    months: str = ""
    school_year: str = ""
    counted: tuple[str, ...] = ()
    counted_years: str = ""
    words: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A pattern of words that ask for ``codes`` of a group of filters."""

    group: str
    codes: tuple[str, ...]
    pattern: str


@dataclass(frozen=True)
class Speech:
    """One language. Patterns are regular expressions.

    ``too_common`` are words that no text is searched for, ``says_little`` those that alone say nothing of what is
    wanted. ``denies`` are words that say no to what stands after them, ``troubles`` those that do so on either side of
    it; a phrase means the same without the words of ``beside``, and with any of ``persons`` for another. ``endings``
    are taken off words, the longest first, where ``shortest_stem`` letters are left, and ``beginnings`` likewise.
    ``days`` are the days from Monday, which ``not_a_day`` goes before. ``speaking`` takes the name of a language, from
    ``spoken``, as ``{0}``. ``stated`` are words for what a listing states, by its code. ``either`` stands between
    names of which each is one. ``before_a_place`` and ``after_a_place`` are words that make a place of a name which is
    an everyday word too. ``before_a_filter`` and ``after_a_filter`` are words that join a place, a need, an age or a
    wish to what is wanted, and go where that is taken out; they must be too common to be searched for. ``danger`` are
    patterns of the beginning of words that speak of danger or a crisis.
    """

    too_common: tuple[str, ...] = ()
    says_little: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    shortest_stem: int = 4
    ages: Ages = field(default_factory=Ages)
    days: tuple[str, ...] = ()
    not_a_day: str = ""
    speaking: str = ""
    spoken: Mapping[str, str] = field(default_factory=dict)
    either: str = "(?!)"
    before_a_place: tuple[str, ...] = ()
    after_a_place: tuple[str, ...] = ()
    before_a_filter: tuple[str, ...] = ()
    after_a_filter: tuple[str, ...] = ()
    asks_for: tuple[Phrase, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    danger: tuple[str, ...] = ()


@cache
def speech_of(language: str) -> Speech:
    """Return what is known of a language.

    Raises:
        ValueError: naming the file, when it is there and cannot be read.
    """
    path = _FOLDER / language / "search.yaml"
    try:
        return _read(load_yaml(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Speech()
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error


def _read(told: dict[str, Any]) -> Speech:
    ages = dict(told.get("ages", {}))
    ages["numbers"] = tuple(ages.get("numbers", ()))
    ages["counted"] = tuple(ages.get("counted", "").split())
    ages["words"] = tuple((pattern, first, last) for pattern, first, last in ages.get("words", ()))
    lists = {name: tuple(told.get(name, "").split()) for name in _WORDS}
    patterns = {name: tuple(told.get(name, ())) for name in ("beginnings", "endings", "days", "danger")}
    asks_for = tuple(Phrase(one["group"], tuple(one["codes"]), one["pattern"]) for one in told.get("asks_for", ()))
    return Speech(**{**told, **lists, **patterns, "ages": Ages(**ages), "asks_for": asks_for})
