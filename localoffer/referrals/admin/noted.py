"""The team's notes as finished words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from localoffer.languages import format_moment
from localoffer.referrals.admin import timeline
from localoffer.referrals.casework.notes import Note


@dataclass(frozen=True)
class NoteRow:
    """One note, who wrote it when, and what stood there before somebody put it right."""

    number: int
    text: str
    by: str
    when: str
    earlier: list[NoteRow]


def notes(written: Iterable[Note], staff: Mapping[str, str]) -> list[NoteRow]:
    """Return notes in their order; ``staff`` maps actors (``staff:<id>``) to names."""
    return [row(note, staff) for note in written]


def row(note: Note, staff: Mapping[str, str]) -> NoteRow:
    """Return one note."""
    return NoteRow(
        number=note.number,
        text=note.text,
        by=timeline.name_of(note.made_by, staff),
        when=format_moment(note.made_at),
        earlier=[row(one, staff) for one in note.earlier],
    )
