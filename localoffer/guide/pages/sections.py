"""The sections of the guide, in order, as the county's ``guide/sections.yaml`` names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from localoffer.county_files import read_yaml
from localoffer.languages import LANGUAGES

FILE = "sections.yaml"
_EXTENSION = "localoffer_guide_sections"


@dataclass(frozen=True)
class Section:
    """One section: its code, and by language its title and what it is about."""

    code: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]

    def title(self, language: str) -> str:
        """Return its title in a language, in English where it has none."""
        return self.titles.get(language) or self.titles["en"]

    def summary(self, language: str) -> str:
        """Return what it is about in a language, in English where that is not said."""
        return self.summaries.get(language) or self.summaries["en"]


def read(folder: Path) -> tuple[Section, ...]:
    """Read the sections from the county's folder of the guide; a county without one has none.

    Raises:
        ValueError: naming the section that cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    told = read_yaml(path)
    if not isinstance(told, list):
        raise ValueError(f"{path.name}: it is not a list of sections")
    return tuple(_section(entry, f"{path.name}: section {place}") for place, entry in enumerate(told, 1))


def _section(entry: Any, where: str) -> Section:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), dict) or not entry.get("code"):
        raise ValueError(f"{where}: it needs a code and a text")
    texts: dict[str, dict[str, str]] = entry["text"]
    if unknown := set(texts) - set(LANGUAGES):
        raise ValueError(f"{where}: the site does not speak {', '.join(sorted(unknown))}")
    for name in ("title", "summary"):
        if not (texts.get("en") or {}).get(name):
            raise ValueError(f"{where}: text.en.{name} is missing")
    titles, summaries = (
        {language: str(words[name]) for language, words in texts.items() if words.get(name)}
        for name in ("title", "summary")
    )
    return Section(str(entry["code"]), titles, summaries)


def sections() -> tuple[Section, ...]:
    """Return the sections of the current application, in order."""
    found: tuple[Section, ...] = current_app.extensions[_EXTENSION]
    return found


def init_app(app: Flask) -> None:
    """Read the county's sections into the application.

    Raises:
        ValueError: naming the section that cannot be read.
    """
    app.extensions[_EXTENSION] = read(app.config["SETTINGS"].county / "guide")
