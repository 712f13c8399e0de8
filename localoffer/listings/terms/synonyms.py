"""Keeping synonyms: each function works in the caller's transaction, tells the audit, and the search follows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow, now
from localoffer.listings.models import Synonym
from localoffer.listings.terms.writing import ChangedMeanwhile, Taken, Writer


@dataclass(frozen=True)
class Meaning:
    """What families type in one language, and the words of listings that it means."""

    language: str
    phrase: str
    means: tuple[str, ...]


def meaning_of(row: Synonym) -> Meaning:
    """Return a synonym as it is now."""
    return Meaning(row.language, row.phrase, tuple(row.means))


def get(session: Session, number: int) -> Synonym:
    """Return a synonym.

    Raises:
        MissingRow: when there is none, or it was removed.
    """
    found = session.scalar(select(Synonym).where(Synonym.id == number, Synonym.removed_at.is_(None)).with_for_update())
    if found is None:
        raise MissingRow("there is no such synonym")
    return found


def add(session: Session, meaning: Meaning, *, writer: Writer) -> Synonym:
    """Add a synonym, or bring a removed one back with what it means now.

    Raises:
        Taken: when there is one for these words already.
    """
    row = _called(session, meaning)
    if row is not None and row.removed_at is None:
        raise Taken(meaning.phrase)
    if row is None:
        row = Synonym(language=meaning.language, phrase=meaning.phrase, means=[], version=0)
        session.add(row)
    row.removed_at = None
    _put(row, meaning)
    writer.tell(session, "synonym.added", "synonym", str(row.id))
    return row


def change(session: Session, row: Synonym, meaning: Meaning, *, seen_version: int, writer: Writer) -> bool:
    """Give a synonym other words, and return whether anything is different.

    Raises:
        ChangedMeanwhile: when it is no longer the version that was shown.
        Taken: when there is another one for these words, or there was.
    """
    if row.version != seen_version:
        raise ChangedMeanwhile
    if meaning_of(row) == meaning:
        return False
    other = _called(session, meaning)
    if other is not None and other is not row:
        raise Taken(meaning.phrase)
    row.language, row.phrase = meaning.language, meaning.phrase
    _put(row, meaning)
    writer.tell(session, "synonym.changed", "synonym", str(row.id))
    return True


def remove(session: Session, row: Synonym, *, writer: Writer) -> None:
    """Take a synonym away; the county's file does not bring it back."""
    row.removed_at = row.staff_changed_at = now()
    row.version += 1
    writer.tell(session, "synonym.removed", "synonym", str(row.id))


def _put(row: Synonym, meaning: Meaning) -> None:
    row.means, row.staff_changed_at = list(meaning.means), now()
    row.version += 1


def _called(session: Session, meaning: Meaning) -> Synonym | None:
    wanted = select(Synonym).where(Synonym.language == meaning.language, Synonym.phrase == meaning.phrase)
    return session.scalar(wanted)
