"""Saying whether the team can take more referrals on, from a day; what was said stays as a history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, bump, change_number
from localoffer.referrals.capacity.models import IntakeChange
from localoffer.referring import Intake, State

SUBJECT = "intake"
"""The change number that every process follows."""


class ChangedMeanwhile(Exception):
    """Somebody else has set the capacity since it was shown."""


class HasBegun(Exception):
    """What has begun is history: it is followed by something else, and not taken back."""


class TooEarly(Exception):
    """It would begin before what was said last; ``earliest`` is the first day that it can."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"not before {earliest.isoformat()}")
        self.earliest = earliest


def history(session: Session) -> Sequence[IntakeChange]:
    """Return all that was said, what begins last first."""
    return session.scalars(select(IntakeChange).order_by(IntakeChange.since.desc(), IntakeChange.id.desc())).all()


def version(session: Session) -> int:
    """Return what moves with everything that is said: 1 while nothing was."""
    return change_number(session, SUBJECT) + 1


def set_intake(
    session: Session, intake: Intake, *, today: date, seen_version: int, audit_key: bytes, actor: str, at: datetime
) -> IntakeChange:
    """Say how things stand from a day on, today or later, that is not before what was said last.

    Args:
        seen_version: the version of the history that was shown to whoever says it.

    Raises:
        ChangedMeanwhile: when the history is no longer the one that was shown.
        TooEarly: when the day is before today, or before the last one.
    """
    _take_turn(session, seen_version)
    earliest = max([today, *(one.since for one in history(session))])
    if intake.since < earliest:
        raise TooEarly(earliest)
    made = IntakeChange(state=State(intake.state), weeks=intake.weeks, since=intake.since, made_by=actor, made_at=at)
    session.add(made)
    session.flush()
    _record(session, "capacity.set", made, audit_key=audit_key, actor=actor)
    return made


def take_back(session: Session, number: int, *, today: date, audit_key: bytes, actor: str) -> None:
    """Take back what has not begun yet.

    Raises:
        MissingRow: when there is no such entry.
        HasBegun: when its day has come.
    """
    found = session.get(IntakeChange, number)
    if found is None:
        raise MissingRow("capacity")
    if found.since <= today:
        raise HasBegun
    bump(session, SUBJECT)
    _record(session, "capacity.taken_back", found, audit_key=audit_key, actor=actor)
    session.delete(found)
    session.flush()


def _take_turn(session: Session, seen_version: int) -> None:
    """Move the version on, which holds whoever says something at this moment until this transaction ends."""
    bump(session, SUBJECT)
    if version(session) != seen_version + 1:
        raise ChangedMeanwhile


def _record(session: Session, action: str, change: IntakeChange, *, audit_key: bytes, actor: str) -> None:
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=action,
        subject="capacity",
        subject_id=str(change.id),
        details={"state": change.state.value, "weeks": change.weeks, "since": change.since.isoformat()},
    )
