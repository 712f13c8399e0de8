"""Who has checked the words of each language, by ``translations/<code>/state.yaml``.

Until somebody who speaks a language is named there, pages in it say that nobody has checked them, and the words that
matter most carry the English beside them. A part is checked as a whole: whoever signs has read all of its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask

from localoffer import languages
from localoffer.languages import ENGLISH, LANGUAGES, Language
from localoffer.yaml_texts import load_yaml

FILE = "state.yaml"


class Part(StrEnum):
    """What of a language somebody checks."""

    AGREEMENT = "agreement"
    PRIVACY = "privacy"
    SAFEGUARDING = "safeguarding"
    MESSAGES = "messages"
    SITE = "site"
    COUNTY = "county"


@dataclass(frozen=True)
class Check:
    """Who, a speaker of the language, checked a part, and when."""

    checked_by: str
    checked_on: date


_checks: dict[str, dict[Part, Check]] = {}


def read(path: Path) -> dict[Part, Check]:
    """Return what a file says has been checked; nothing where there is no such file.

    Raises:
        ValueError: naming the file, when it names an unknown part, or somebody without a day.
    """
    told = (load_yaml(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}
    try:
        return {Part(name): _check(one) for name, one in told.items() if one["checked_by"]}
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def read_from(folder: Path) -> None:
    """Read the state of each language of the site from the folder of its translations.

    Raises:
        ValueError: as ``read`` does.
    """
    for code in LANGUAGES:
        _checks[code] = read(folder / code / FILE)


def check_of(language: Language, part: Part) -> Check | None:
    """Return who checked a part of a language; None while nobody has."""
    return _checks.get(language.code, {}).get(part)


def is_checked(part: Part, language: Language | None = None) -> bool:
    """Return whether a part can stand without English beside it, in the current language where none is given."""
    spoken = language or languages.current()
    return spoken.code == ENGLISH.code or check_of(spoken, part) is not None


def is_all_checked(language: Language) -> bool:
    """Return whether every part of a language was checked."""
    return all(is_checked(part, language) for part in Part)


def unchecked() -> Iterable[Language]:
    """Return the languages of the site that have a part that nobody has checked."""
    return [language for language in LANGUAGES.values() if not is_all_checked(language)]


def init_app(app: Flask) -> None:
    """Let pages and messages know what was checked."""
    read_from(app.config["SETTINGS"].translations)


def _check(told: dict[str, Any]) -> Check:
    if not isinstance(told["checked_on"], date):
        raise TypeError(f"{told['checked_by']} has no day")
    return Check(str(told["checked_by"]), told["checked_on"])
