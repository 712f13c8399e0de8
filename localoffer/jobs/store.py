"""Storing jobs, and taking them up: every function works in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from localoffer.db import MissingRow, now
from localoffer.jobs.models import Job, JobState

# longer than any lease: a moment later than that was written by a clock that has since been put back
_NEVER_SO_LATE = timedelta(hours=1)
UNTOUCHED = timedelta(hours=1)


@dataclass(frozen=True)
class Leased:
    """A job that one worker alone may do; ``attempt`` counts from 1."""

    id: int
    kind: str
    subject_id: str
    attempt: int


def add(session: Session, *, kind: str, subject_id: str, made_by: str) -> Job:
    """Store work for the worker and return it.

    Args:
        kind: what does it, as the worker knows it.
        subject_id: what it is done to; an id, never a name.
        made_by: who wants it, as the audit names people.
    """
    job = Job(kind=kind, subject_id=subject_id, made_by=made_by, made_at=now())
    session.add(job)
    session.flush()
    return job


def get(session: Session, number: int) -> Job:
    """Return a job.

    Raises:
        MissingRow: when there is none.
    """
    found = session.get(Job, number)
    if found is None:
        raise MissingRow("there is no such job")
    return found


def ask_to_stop(session: Session, number: int, *, at: datetime) -> None:
    """Ask a job to stop; whoever does it hears of it with its next step. Nothing happens where it has ended."""
    session.execute(
        update(Job)
        .where(Job.id == number, Job.ended_at.is_(None), Job.cancel_asked_at.is_(None))
        .values(cancel_asked_at=at)
    )


def lease(session: Session, *, at: datetime, lasting: timedelta) -> Leased | None:
    """Take the job that has waited longest, so that nobody else does it meanwhile; None where none waits.

    One whose lease has run out, because its worker ended, waits again.
    """
    until = Job.leased_until
    left_behind = and_(Job.state == JobState.RUNNING, or_(until.is_(None), until <= at, until > at + _NEVER_SO_LATE))
    waits = or_(Job.state == JobState.WAITING, left_behind)
    first = select(Job.id).where(waits).order_by(Job.id).limit(1)
    # the condition stands twice: a worker that waited for another's row lock must look at the row again
    taken = session.execute(
        update(Job)
        .where(Job.id.in_(first.scalar_subquery()), waits)
        .values(state=JobState.RUNNING, leased_until=at + lasting, attempts=Job.attempts + 1, started_at=at)
        .returning(Job.id, Job.kind, Job.subject_id, Job.attempts.label("attempt"))
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Leased(**taken._mapping) if taken else None


def nobody_does(at: datetime) -> ColumnElement[bool]:
    """Return whether a job has waited for an hour with no worker at any: then none gets on, as far as seen."""
    other = aliased(Job)
    somebody_works = exists().where(other.state == JobState.RUNNING, other.leased_until > at)
    return Job.ended_at.is_(None) & (Job.made_at <= at - UNTOUCHED) & ~somebody_works


def tell(session: Session, leased: Leased, *, done: int, total: int, at: datetime, lasting: timedelta) -> bool | None:
    """Write down how far a job has come and keep it; return whether it is asked to stop, None where it was lost."""
    row = session.execute(
        update(Job)
        .where(Job.id == leased.id, Job.state == JobState.RUNNING, Job.attempts == leased.attempt)
        .values(done=done, total=total, leased_until=at + lasting)
        .returning(Job.cancel_asked_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else row.cancel_asked_at is not None


def put_back(session: Session, leased: Leased) -> None:
    """Let another worker go on with a job."""
    _change(session, leased, state=JobState.WAITING, leased_until=None)


def end(session: Session, leased: Leased, *, state: JobState, at: datetime, fault: str = "") -> None:
    """Say how a job ended.

    Args:
        fault: the class of what went wrong, never its words.
    """
    _change(session, leased, state=state, leased_until=None, ended_at=at, fault=fault[:200])


def _change(session: Session, leased: Leased, **values: object) -> None:
    session.execute(
        update(Job)
        .where(Job.id == leased.id, Job.attempts == leased.attempt)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
