"""What stands in a file of translations, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from localoffer.translating.texts import Field, Name, Text
from localoffer.translating.vocabulary import Kind
from localoffer.web.translated import digest

LARGEST = 5_000_000
"""In bytes: all texts of a language are a quarter of that."""
_SHORTENED = 16


class Unreadable(Exception):
    """A file is not what it seems to be, or would take too much room; the message is a code of ``Fault``."""


class Fault:
    """Why a file cannot be read."""

    BROKEN = "broken"
    HOSTILE = "hostile"
    TOO_LARGE = "too_large"
    NOT_OURS = "not_ours"
    OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True)
class Unit:
    """One field of a text: its English, and the translation, empty where there is none.

    ``mark`` names it and stands for its English, so that a file may come back however its tool writes the English.
    ``note`` is for whoever translates: what the field is, and the terms in it.
    """

    mark: str
    english: str
    translation: str
    title: str = ""
    note: str = ""
    is_machine_made: bool = False


@dataclass(frozen=True)
class Exchange:
    """Everything in a file: its language, and the units of its texts one after the other."""

    language: str
    units: tuple[Unit, ...]


def mark_of(name: Name, field: str, english: str) -> str:
    """Return what names a field of a text in files."""
    return f"{name.kind}:{name.key}:{field}:{digest({'': english})[:_SHORTENED]}"


def read_mark(mark: str, language: str) -> tuple[Name, str, str] | None:
    """Return text and field that a mark names, with what stands for its English; None where it names nothing."""
    parts = mark.strip().split(":")
    if len(parts) != 4 or parts[0] not in set(Kind):
        return None
    return Name(Kind(parts[0]), parts[1], language), parts[2], parts[3]


def stands_for(shortened: str, english: str) -> bool:
    """Return whether the end of a mark stands for an English text."""
    return shortened == digest({"": english})[:_SHORTENED]


def units_of(text: Text, fields: Iterable[Field], note: str, *, is_machine_made: bool = False) -> Iterator[Unit]:
    """Yield the fields of a text that its English has, with its newest translation."""
    for field in fields:
        english = text.english.get(field.name, "")
        if english:
            own = text.newest.get(field.name, "")
            title = f"{text.title}: {field.title}"
            mark = mark_of(text.name, field.name, english)
            yield Unit(mark, english, own, title, note, is_machine_made=is_machine_made and bool(own))
