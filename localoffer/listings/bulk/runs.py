"""Runs: begun, applied, undone and dropped. Each function works in the caller's transaction and tells the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, now
from localoffer.jobs import store
from localoffer.listings.bulk.from_list import Wanted
from localoffer.listings.bulk.models import BulkFile, BulkRow, BulkRun, Outcome, RunKind, Stage

KIND = "listings.bulk"
_LONGEST_NAME = 200


class NotNow(Exception):
    """The stage of a run does not allow what was asked."""


@dataclass(frozen=True)
class By:
    """Who does something, as the audit names people, and the key of the audit."""

    actor: str
    audit_key: bytes


def get(session: Session, number: int, *, to_write: bool = False) -> BulkRun:
    """Return a run; with ``to_write`` nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when there is none.
    """
    asked = select(BulkRun).where(BulkRun.id == number)
    found = session.scalar(asked.with_for_update() if to_write else asked)
    if found is None:
        raise MissingRow("there is no such run")
    return found


def newest(session: Session, *, number: int = 50) -> Sequence[BulkRun]:
    """Return the runs that were begun last."""
    return session.scalars(select(BulkRun).order_by(BulkRun.made_at.desc(), BulkRun.id.desc()).limit(number)).all()


def outcomes(session: Session, run: BulkRun) -> dict[Outcome, int]:
    """Return how many rows of a run have each outcome."""
    counted = select(BulkRow.outcome, func.count()).where(BulkRow.run_id == run.id).group_by(BulkRow.outcome)
    found = {row[0]: row[1] for row in session.execute(counted)}
    return {outcome: found.get(outcome, 0) for outcome in Outcome}


def import_file(session: Session, *, name: str, content: bytes, by: By) -> BulkRun:
    """Keep a file for the worker to read, and return the run; nothing is changed before it is applied."""
    run = _begin(session, RunKind.IMPORT, {}, by, name=name[:_LONGEST_NAME])
    session.add(BulkFile(run_id=run.id, content=content))
    return run


def change_many(session: Session, *, ids: Sequence[int], wanted: Wanted, by: By) -> BulkRun:
    """Let the worker look what a change would make of each of these listings, and return the run."""
    return _begin(session, RunKind.EDIT, {"ids": list(ids), "wanted": wanted.as_json()}, by)


def read_again(session: Session, run: BulkRun, *, by: By) -> None:
    """Make the preview anew, after somebody changed a listing.

    Raises:
        NotNow: when the run is not about to be applied.
    """
    _need(run, Stage.READY)
    run.problem = {}
    _go(session, run, Stage.READING, by)


def apply(session: Session, run: BulkRun, *, publishes: bool, by: By) -> None:
    """Let the worker do what the preview shows, all of it or nothing.

    Raises:
        NotNow: when there is no preview, or it changes nothing.
    """
    _need(run, Stage.READY)
    found = outcomes(session, run)
    if not found[Outcome.NEW] + found[Outcome.CHANGED]:
        raise NotNow("it changes nothing")
    run.publishes, run.applied_by, run.applied_at, run.problem = publishes, by.actor, now(), {}
    _go(session, run, Stage.APPLYING, by)
    _record(session, run, "applied", by, new=found[Outcome.NEW], changed=found[Outcome.CHANGED], published=publishes)


def undo(session: Session, run: BulkRun, *, by: By) -> None:
    """Let the worker take back everything that a run did.

    Raises:
        NotNow: when it was not applied.
    """
    _need(run, Stage.APPLIED)
    run.undone_by, run.undone_at = by.actor, now()
    _go(session, run, Stage.UNDOING, by)
    _record(session, run, "undone", by)


def stop(session: Session, run: BulkRun, *, by: By) -> None:
    """Stop what the worker does; whatever it had changed goes back to how it was.

    A file whose reading failed is thrown away: nobody is to apply the part of it that was read.

    Raises:
        NotNow: when it does nothing, or is going back already.
    """
    _need(run, Stage.READING, Stage.APPLYING)
    job = store.get(session, run.job_id or 0)
    if not job.state.has_ended:
        store.ask_to_stop(session, job.id, at=now())
    elif run.stage is Stage.READING:
        run.stage = Stage.DROPPED
        session.execute(delete(BulkRow).where(BulkRow.run_id == run.id))
        forget_file(session, run)
    else:
        run.problem = {"code": "fault"}
        _go(session, run, Stage.TAKING_BACK, by)
    _record(session, run, "stopped", by)


def drop(session: Session, run: BulkRun, *, by: By) -> None:
    """Throw a preview away.

    Raises:
        NotNow: when there is none.
    """
    _need(run, Stage.READY)
    run.stage = Stage.DROPPED
    forget_file(session, run)
    _record(session, run, "dropped", by)


def carry_on(session: Session, run: BulkRun, *, by: By) -> None:
    """Let the worker take up again what failed for a reason outside of it.

    Raises:
        NotNow: when nothing failed.
    """
    if not run.is_working or not store.get(session, run.job_id or 0).state.has_ended:
        raise NotNow("nothing failed")
    _go(session, run, run.stage, by)


def forget_file(session: Session, run: BulkRun) -> None:
    """Remove the file of a run, of which nothing is left to read."""
    session.execute(delete(BulkFile).where(BulkFile.run_id == run.id))


def _begin(session: Session, kind: RunKind, asked: dict[str, Any], by: By, *, name: str = "") -> BulkRun:
    run = BulkRun(kind=kind, name=name, asked=asked, made_by=by.actor, made_at=now())
    session.add(run)
    session.flush()
    _go(session, run, Stage.READING, by)
    _record(session, run, "begun", by, kind=str(kind))
    return run


def _go(session: Session, run: BulkRun, stage: Stage, by: By) -> None:
    run.stage = stage
    run.job_id = store.add(session, kind=KIND, subject_id=str(run.id), made_by=by.actor).id
    session.flush()


def _need(run: BulkRun, *stages: Stage) -> None:
    if run.stage not in stages:
        raise NotNow(f"it is {run.stage}")


def _record(session: Session, run: BulkRun, done: str, by: By, **details: object) -> None:
    audit.record(
        session,
        key=by.audit_key,
        actor=by.actor,
        action=f"listings.many_{done}",
        subject="listings",
        subject_id=str(run.uuid),
        details=details,
    )
