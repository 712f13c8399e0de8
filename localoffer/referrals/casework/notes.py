"""The team's own notes about a referral. A note that was put right stays, below the one that puts it right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import MissingRow
from localoffer.languages import gettext
from localoffer.referrals import sealing
from localoffer.referrals.casework.models import CaseNote
from localoffer.referrals.models import Referral

_TEXT = "referral_notes.sealed_text"


@dataclass(frozen=True)
class Note:
    """One note as it stands; ``earlier`` are the notes that it puts right, the newest first."""

    number: int
    text: str
    made_by: str
    made_at: datetime
    earlier: tuple[Note, ...] = ()


class ChangedMeanwhile(Exception):
    """Somebody else has put the same note right since it was shown; ``now`` is the note that they made of it."""

    def __init__(self, now: Note) -> None:
        super().__init__("changed meanwhile")
        self.now = now


def written(referral: Referral, *, keys: KeyRing) -> list[Note]:
    """Return the notes of a referral as they stand, the newest first."""
    standing: dict[int, Note] = {}
    for row in referral.notes:
        before = standing.pop(row.replaces_id, None) if row.replaces_id is not None else None
        earlier = (before, *before.earlier) if before else ()
        standing[row.id] = Note(row.id, _opened(referral, row, keys), row.made_by, row.made_at, earlier)
    return list(standing.values())[::-1]


def find(referral: Referral, number: str, *, keys: KeyRing) -> Note:
    """Return the note that stands in the place of the one with that number, as an address holds it.

    Raises:
        MissingRow: when the referral has none of that number.
    """
    for note in written(referral, keys=keys):
        if number in {str(one.number) for one in (note, *note.earlier)}:
            return note
    raise MissingRow("note")


def add(
    session: Session, referral: Referral, *, text: str, keys: KeyRing, actor: str, at: datetime, replaces: int = 0
) -> None:
    """Add a note; one that puts another right (``replaces``) stands in its place.

    The same text again, as a double click sends it, adds nothing.

    Raises:
        MissingRow: when there is no note of that number to put right.
        ChangedMeanwhile: when somebody else has put that note right already.
    """
    if replaces:
        standing = find(referral, str(replaces), keys=keys)
        if standing.text == text:
            return
        if standing.number != replaces:
            raise ChangedMeanwhile(standing)
    elif any((one.text, one.made_by) == (text, actor) for one in written(referral, keys=keys)[:1]):
        return
    sealed = sealing.seal_text(referral, text, keys=keys, column=_TEXT, at=at)
    made = CaseNote(
        referral_id=referral.id, replaces_id=replaces or None, sealed_text=sealed, made_by=actor, made_at=at
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.note_changed" if replaces else "referral.note_written",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"note": made.id},
    )


def _opened(referral: Referral, row: CaseNote, keys: KeyRing) -> str:
    try:
        return sealing.open_text(referral, row.sealed_text, keys=keys, column=_TEXT, at=row.made_at)
    except CannotOpen:
        return gettext("Erased")
