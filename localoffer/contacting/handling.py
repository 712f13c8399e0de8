"""What the team does about a request: deal with it, try again another day, take it out of what looks like spam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.contacting import asking, wishes
from localoffer.contacting.asking import Team
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import RequestState
from localoffer.contacting.wishes import Note
from localoffer.crypto import KeyRing


class ChangedMeanwhile(Exception):
    """Somebody else has changed the request since it was shown."""


@dataclass(frozen=True)
class Acting:
    """Who acts (as the audit names them), when, and on which version of the request they saw."""

    actor: str
    at: datetime
    seen_version: int
    keys: KeyRing


def finish(session: Session, row: ContactRequest, *, note: str, acting: Acting) -> None:
    """Say that a request is dealt with, and how.

    Raises:
        ChangedMeanwhile: when the request is no longer the one that was shown.
    """
    _write_note(row, note, done=True, acting=acting)
    row.state, row.done_at, row.done_by = RequestState.DONE, acting.at, acting.actor
    _change(session, row, acting, "contact.done", {"tries": row.tries})


def try_again(session: Session, row: ContactRequest, *, on: date, note: str, acting: Acting) -> None:
    """Say that nobody was reached, and on which day to try again.

    Raises:
        ChangedMeanwhile: when the request is no longer the one that was shown.
    """
    _write_note(row, note, done=False, acting=acting)
    row.tries, row.due_on = row.tries + 1, on
    _change(session, row, acting, "contact.not_reached", {"again_on": on.isoformat()})


def release(session: Session, row: ContactRequest, *, acting: Acting, team: Team) -> None:
    """Put a request that looked like spam into the queue, and tell the team of it.

    Raises:
        ChangedMeanwhile: when the request is no longer the one that was shown.
    """
    row.set_aside_at = None
    _change(session, row, acting, "contact.released", {})
    asking.tell_the_team(session, row, keys=acting.keys, team=team)


def record_look(session: Session, *, row_uuid: UUID, keys: KeyRing, actor: str) -> None:
    """Write down that somebody read a request."""
    _record(session, row_uuid, "contact.viewed", {}, keys=keys, actor=actor)


def _write_note(row: ContactRequest, words: str, *, done: bool, acting: Acting) -> None:
    notes = wishes.open_notes(row, keys=acting.keys)
    made = Note(acting.at.isoformat(), acting.actor, done, words)
    wishes.seal_notes(row, [*notes, made], keys=acting.keys)


def _change(session: Session, row: ContactRequest, acting: Acting, action: str, details: Mapping[str, Any]) -> None:
    if row.row_version != acting.seen_version:
        raise ChangedMeanwhile
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    _record(session, row.uuid, action, details, keys=acting.keys, actor=acting.actor)


def _record(
    session: Session, row_uuid: UUID, action: str, details: Mapping[str, Any], *, keys: KeyRing, actor: str
) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=action,
        subject="contact_request",
        subject_id=str(row_uuid),
        details=details,
    )
