"""Changing what meets a duty, and saying that somebody has looked whether it is met.

Both work in the caller's transaction and add one entry to the audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.guide.duties.models import Duty


class ChangedMeanwhile(Exception):
    """Somebody else has changed the duty since it was shown."""


@dataclass(frozen=True)
class Meeting:
    """What meets a duty, and who sees to it."""

    pages: Sequence[str]
    services: str
    owner: str


def change(
    session: Session, *, duty: Duty, meeting: Meeting, seen_version: int, actor: str, audit_key: bytes
) -> list[str]:
    """Say what meets a duty and who sees to it; return the names of what changed.

    Raises:
        ChangedMeanwhile: when the duty is no longer the one that was shown.
    """
    _need_version(duty, seen_version)
    wanted = {"pages": list(meeting.pages), "services": meeting.services, "owner": meeting.owner}
    changed = [name for name, value in wanted.items() if getattr(duty, name) != value]
    if changed:
        for name in changed:
            setattr(duty, name, wanted[name])
        duty.changed_by = actor
        _store(session, duty, "changed", actor, audit_key, changed=changed)
    return changed


def mark_checked(
    session: Session, *, duty: Duty, seen_version: int, on: date, checked_by: str, actor: str, audit_key: bytes
) -> None:
    """Say that somebody has looked and that the duty is met as it says; ``checked_by`` is how staff know who that was.

    Raises:
        ChangedMeanwhile: when the duty is no longer the one that was shown.
    """
    _need_version(duty, seen_version)
    duty.checked_on, duty.checked_by = on, checked_by
    _store(session, duty, "checked", actor, audit_key)


def _need_version(duty: Duty, seen: int) -> None:
    if duty.row_version != seen:
        raise ChangedMeanwhile(duty.code)


def _store(session: Session, duty: Duty, done: str, actor: str, audit_key: bytes, **details: Any) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=f"duty.{done}",
        subject="duty",
        subject_id=duty.code,
        details=details,
    )
