"""The words of a form's questions in easy read, as the county's ``easy_read/form.yaml`` has them.

Each question has ideas that stand above it, and pictures for its boxes and answers; its own words where those that
everybody reads are too long. A language without these words keeps the standard question, with the pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from localoffer.county_files import read_yaml
from localoffer.easy_read import ideas
from localoffer.easy_read.ideas import Row
from localoffer.easy_read.pictures import PICTURES

FILE = Path("easy_read") / "form.yaml"
YOU = "you"
"""Said to the young person; what is not, is said to whoever asks for them (``child``)."""
_CHILD = "child"
_EXTENSION = "localoffer_easy_read_form"


@dataclass(frozen=True)
class Question:
    """One page of the form: its ideas and heading, and by the name of a box its label, hint, picture and answers'."""

    rows: tuple[Row, ...] = ()
    heading: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Told:
    pictures: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Mapping[str, Any]]


def question(slug: str, *, language: str, to_young_person: bool, to_family: bool) -> Question:
    """Return the words of a page of the form in a language.

    Args:
        to_young_person: whether they are said to the young person.
        to_family: whether they are said to the family at all; whoever asks for others reads the standard words.
    """
    told: _Told | None = current_app.extensions[_EXTENSION].get(slug)
    if told is None:
        return Question()
    text = told.texts.get(language, {}) if to_family else {}
    voice = YOU if to_young_person else _CHILD
    return Question(
        rows=ideas.read(_said(text.get("ideas"), voice)),
        heading=_said(text.get("heading"), voice),
        labels={name: _said(words, voice) for name, words in (text.get("labels") or {}).items()},
        hints={name: _said(words, voice) for name, words in (text.get("hints") or {}).items()},
        pictures=told.pictures,
        answers=told.answers,
    )


def read(path: Path) -> dict[str, _Told]:
    """Return the pages of a file by their slugs.

    Raises:
        ValueError: naming the page that cannot be read, and why.
    """
    told = read_yaml(path)
    if not isinstance(told, list):
        raise ValueError(f"{path.name}: it is not a list of pages")
    return {str(entry.get("code")): _entry(entry, f"{path.name}: {entry.get('code')}") for entry in told}


def init_app(app: Flask) -> None:
    """Read the words of the county's form; a county without the file has none."""
    path = app.config["SETTINGS"].county / FILE
    app.extensions[_EXTENSION] = read(path) if path.exists() else {}


def _entry(told: dict[str, Any], where: str) -> _Told:
    pictures, answers, texts = told.get("pictures") or {}, told.get("answers") or {}, told.get("text") or {}
    named = [*pictures.values(), *(picture for one in answers.values() for picture in one.values())]
    if unknown := [picture for picture in named if picture not in PICTURES]:
        raise ValueError(f"{where}: there is no picture {unknown[0]}")
    for language, text in texts.items():
        for voice in (YOU, _CHILD):
            for number, fault, words in ideas.faults(_said(text.get("ideas"), voice), language):
                raise ValueError(f"{where}: text.{language}: line {number}: {fault}: {words}")
    return _Told(pictures, answers, texts)


def _said(words: Any, voice: str) -> str:
    return str(words.get(voice) or "" if isinstance(words, dict) else words or "")
