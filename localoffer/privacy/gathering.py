"""Everything that is held about one referral, opened, as JSON knows it: nothing sealed is left out."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals import sealing, tasks
from localoffer.referrals.before_support import keeping
from localoffer.referrals.casework import keeping as agreeing
from localoffer.referrals.casework import notes
from localoffer.referrals.casework.keeping import Kept
from localoffer.referrals.casework.notes import Note
from localoffer.referrals.deciding import letters
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral
from localoffer.staff import accounts

_PLAIN = (
    *("reference", "stage", "stage_changed_at", "received_at", "came_by", "entered_by", "referrer", "language"),
    *("notice_version", "promised_by", "urgent", "urgent_answered_at", "set_aside_at", "set_aside_for", "held_since"),
)


def gather(session: Session, referral: Referral, *, keys: KeyRing) -> dict[str, Any]:
    """Return everything about a referral, with who looked at it.

    Raises:
        CannotOpen: when its key is gone or something was changed.
    """
    looked = list(_audit(session, referral))
    gathered: dict[str, Any] = {name: getattr(referral, name) for name in _PLAIN}
    gathered |= {
        "district": referral.district.slug if referral.district else "",
        "about": vars(sealing.open_summary(referral, keys=keys)),
        "answers": sealing.open_answers(referral, keys=keys).to_json(),
        "before_support": keeping.told_so_far(referral, keys=keys).to_json(),
        "moves": [_move(referral, one, keys) for one in referral.changes],
        "letters": list(_letters(session, referral, keys)),
        "messages": [_message(referral, one, keys) for one in referral.messages],
        "tasks": [_task(referral, one, keys) for one in referral.tasks],
        "agreed": [_agreed(one) for one in agreeing.every(session, referral, keys=keys)],
        "notes": [_note(one) for one in notes.written(referral, keys=keys)],
        "codes": [{"whose": one.whose, "claim_until": one.claim_until} for one in referral.codes],
        "sent": list(_sent(session, referral)),
        "who_did_what": looked,
        "staff": accounts.names(session, [entry["actor"] for entry in looked]),
    }
    plain: dict[str, Any] = _as_json(gathered)
    return plain


def _move(referral: Referral, change: Any, keys: KeyRing) -> dict[str, Any]:
    told = _columns(change, "from_stage", "to_stage", "reason", "made_by", "made_at")
    return {**told, "note": sealing.open_note(referral, change, keys=keys)}


def _letters(session: Session, referral: Referral, keys: KeyRing) -> Iterator[dict[str, Any]]:
    """Yield the letters that say what was decided, each as the PDF that it is, in base64."""
    for letter in letters.every(session, referral):
        pdf = letters.content(session, referral, letter.id, keys=keys).pdf
        yield {**_columns(letter, "language", "made_by", "made_at"), "pdf": base64.b64encode(pdf).decode()}


def _message(referral: Referral, message: Any, keys: KeyRing) -> dict[str, Any]:
    text = sealing.open_text(referral, message.sealed_text, keys=keys, column=tracking.TEXT, at=message.made_at)
    return {**_columns(message, "by", "kind", "language", "made_by", "made_at"), "text": text}


def _task(referral: Referral, task: Any, keys: KeyRing) -> dict[str, Any]:
    note = ""
    if task.sealed_note is not None:
        note = sealing.open_text(referral, task.sealed_note, keys=keys, column=tasks.NOTE, at=task.done_at)
    words = tasks.words_of(referral, task, keys=keys)
    return {
        **_columns(task, "kind", "due_on", "made_at", "done_at", "done_by", "made_by"),
        "words": words,
        "note": note,
    }


def _agreed(version: Kept) -> dict[str, Any]:
    return {**version.record.as_json(), **_columns(version, "made_by", "made_at")}


def _note(note: Note) -> dict[str, Any]:
    return {**_columns(note, "text", "made_by", "made_at"), "earlier": [_note(one) for one in note.earlier]}


def _sent(session: Session, referral: Referral) -> Iterator[dict[str, Any]]:
    """Yield which messages went out; what they said is not kept."""
    about = select(OutboxMessage).where(OutboxMessage.unique_key.contains(str(referral.uuid)))
    for message in session.scalars(about.order_by(OutboxMessage.id)):
        yield _columns(message, "kind", "way", "created_at", "sent_at")


def _audit(session: Session, referral: Referral) -> Iterator[dict[str, Any]]:
    """Yield what the audit says of this referral, also where it was one of several that somebody looked at."""
    mine = str(referral.uuid)
    entries = select(AuditEntry).where(
        AuditEntry.subject == "referral",
        AuditEntry.at >= referral.received_at,
        or_(AuditEntry.subject_id == mine, AuditEntry.action.endswith("viewed")),
    )
    for entry in session.scalars(entries.order_by(AuditEntry.number).execution_options(yield_per=1000)):
        lists = [value for value in entry.details.values() if isinstance(value, list)]
        if entry.subject_id == mine or any(mine in one for one in lists):
            yield {**_columns(entry, "at", "actor", "action"), "details": _without_others(entry.details, mine)}


def _without_others(details: Mapping[str, Any], mine: str) -> dict[str, Any]:
    """Return the details of an entry without the ids of other people's referrals."""
    return {
        name: [one for one in value if one == mine or not _is_id(one)] if isinstance(value, list) else value
        for name, value in details.items()
        if not _is_id(value) or value == mine
    }


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _columns(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value
