"""How the texts of the kinds that do not grow stand, kept until anything changes or a day is over.

Each kind would cost every list of the desk a question to the database.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import change_numbers
from localoffer.translating.sources import SOURCES
from localoffer.translating.texts import Row
from localoffer.translating.vocabulary import Kind

GROWING = (Kind.PAGE, Kind.LISTING)
"""The kinds whose texts are too many to keep."""
_EXTENSION = "localoffer_translations_kept"


def init_app(app: Flask) -> None:
    """Begin to keep."""
    app.extensions[_EXTENSION] = _Kept()


def state_of(session: Session) -> object:
    """Return what is another value as soon as any text can stand otherwise: one query."""
    return today(), change_numbers(session)


def kept_rows(session: Session, kind: Kind, languages: Sequence[str], state: object) -> list[Row]:
    """Return how the texts of a kind that does not grow stand in some languages; ``state`` was asked for before."""
    kept: _Kept = current_app.extensions[_EXTENSION]
    return kept.rows(session, kind, tuple(languages), state)


class _Kept:
    """Rows by their kind and languages, of one state."""

    def __init__(self) -> None:
        self._state: object = None
        self._rows: dict[tuple[Kind, tuple[str, ...]], list[Row]] = {}

    def rows(self, session: Session, kind: Kind, languages: tuple[str, ...], state: object) -> list[Row]:
        """Return rows as they are kept, read first where they are not."""
        if self._state != state:
            self._state, self._rows = state, {}
        rows = self._rows
        if (kind, languages) not in rows:
            rows[kind, languages] = SOURCES[kind].rows(session, languages, ())
        return rows[kind, languages]
