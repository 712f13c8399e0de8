"""What the worker does with a run: the preview, applying it whole or not at all, and undoing it as one.

A run is written in short transactions, because on SQLite a family's form waits for the one that is open. Each row says
in the transaction that wrote it that it was written: whoever takes up a run that was broken off goes on from there, and
one that cannot be finished is taken back row by row, until everything is as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.jobs.worker import Running, Stopped
from localoffer.listings.bulk import organisations_made, runs
from localoffer.listings.bulk.models import BulkRow, BulkRun, Outcome, Stage
from localoffer.listings.bulk.preparing import prepare
from localoffer.listings.bulk.runs import By
from localoffer.listings.bulk.writing import ChangedMeanwhile, Shared, Writer
from localoffer.listings.models import Listing, ListingVersion

_AT_ONCE = 100
_MOST_NAMES = 5
_DOES = (Outcome.NEW, Outcome.CHANGED)


class CarryingOut:
    """Does what the stage of a run asks for.

    Args:
        audit_key: ``KeyRing.audit``.
    """

    def __init__(self, audit_key: bytes) -> None:
        self._audit_key = audit_key

    def __call__(self, running: Running) -> None:
        """Carry a run on to the next stage in which a person decides.

        Raises:
            TakenAway: when another worker goes on.
        """
        run_id = int(running.subject_id)
        stage = _stage(running.database, run_id)
        if stage is Stage.READING:
            self._read(running, run_id)
        elif stage is Stage.APPLYING:
            self._apply(running, run_id)
        elif stage in (Stage.TAKING_BACK, Stage.UNDOING):
            self._take_back(running, run_id)

    def _read(self, running: Running, run_id: int) -> None:
        try:
            prepare(running, run_id)
        except Stopped:
            _end(running.database, run_id, Stage.DROPPED)

    def _apply(self, running: Running, run_id: int) -> None:
        problem: dict[str, Any] = {}
        try:
            if names := _changed_meanwhile(running.database, run_id):
                raise ChangedMeanwhile(", ".join(names))
            self._write_all(running, run_id)
        except Stopped:
            problem = {"code": "stopped"}
        except ChangedMeanwhile as why:
            problem = {"code": "changed_meanwhile", "value": why.name}
        except (ValueError, KeyError, IntegrityError, StatementError) as why:
            is_of_a_row = isinstance(why, IntegrityError | DataError)
            if isinstance(why, StatementError) and not is_of_a_row and why.orig is not None:
                # the database, not the row: another try may well succeed
                raise
            problem = {"code": "fault"}
        if not problem:
            _end(running.database, run_id, Stage.APPLIED)
            return
        with running.database.transaction() as session:
            run = session.get_one(BulkRun, run_id)
            run.stage, run.problem = Stage.TAKING_BACK, problem
        self._take_back(running, run_id)

    def _write_all(self, running: Running, run_id: int) -> None:
        with running.database.session(writes=False) as session:
            shared = Shared(slugs=set(session.scalars(select(Listing.slug))))
        total = _count(running.database, run_id)
        done = total - _count(running.database, run_id, applied=False)
        running.tell(done, total)
        while True:
            with running.database.transaction() as session:
                run = session.get_one(BulkRun, run_id)
                rows = _rows(session, run_id, applied=False)
                writer = Writer(session, by=self._by(run.applied_by), publishes=run.publishes, shared=shared)
                writer.write(rows)
            if not rows:
                return
            done += len(rows)
            running.tell(done, total)

    def _take_back(self, running: Running, run_id: int) -> None:
        left = total = _count(running.database, run_id, applied=True)
        while left:
            running.tell(total - left, total, can_stop=False)
            with running.database.transaction() as session:
                run = session.get_one(BulkRun, run_id)
                rows = _rows(session, run_id, applied=True)
                by = self._by(run.undone_by or run.applied_by)
                writer = Writer(session, by=by, publishes=run.publishes, shared=Shared())
                writer.take_back(rows)
            left = _count(running.database, run_id, applied=True)
        with running.database.transaction() as session:
            run = session.get_one(BulkRun, run_id)
            organisations_made.take_back(session, run_id, by=self._by(run.undone_by or run.applied_by))
        is_undo = _stage(running.database, run_id) is Stage.UNDOING
        _end(running.database, run_id, Stage.UNDONE if is_undo else Stage.READY)

    def _by(self, actor: str | None) -> By:
        return By(actor or "system", self._audit_key)


def _stage(database: Database, run_id: int) -> Stage:
    with database.session(writes=False) as session:
        return session.get_one(BulkRun, run_id).stage


def _end(database: Database, run_id: int, stage: Stage) -> None:
    with database.transaction() as session:
        run = session.get_one(BulkRun, run_id)
        run.stage = stage
        if stage is not Stage.READY:
            runs.forget_file(session, run)


def _count(database: Database, run_id: int, *, applied: bool | None = None) -> int:
    wanted = select(func.count()).where(BulkRow.run_id == run_id, BulkRow.outcome.in_(_DOES))
    if applied is not None:
        wanted = wanted.where(BulkRow.applied_number.is_not(None) if applied else BulkRow.applied_number.is_(None))
    with database.session(writes=False) as session:
        return session.scalar(wanted) or 0


def _rows(session: Session, run_id: int, *, applied: bool) -> Sequence[BulkRow]:
    """Return the next rows to write or, the last one first, to take back."""
    wanted = select(BulkRow).where(BulkRow.run_id == run_id, BulkRow.outcome.in_(_DOES)).limit(_AT_ONCE)
    if applied:
        wanted = wanted.where(BulkRow.applied_number.is_not(None)).order_by(BulkRow.number.desc())
    else:
        wanted = wanted.where(BulkRow.applied_number.is_(None)).order_by(BulkRow.number)
    return session.scalars(wanted).all()


def _changed_meanwhile(database: Database, run_id: int) -> list[str]:
    """Return the names of listings that are no longer as the preview had them, a few of them."""
    newest = (
        select(func.max(ListingVersion.number)).where(ListingVersion.listing_id == BulkRow.listing_id).scalar_subquery()
    )
    wanted = (
        select(BulkRow.name)
        .outerjoin(Listing, Listing.id == BulkRow.listing_id)
        .where(BulkRow.run_id == run_id, BulkRow.outcome == Outcome.CHANGED, BulkRow.applied_number.is_(None))
        .where(or_(Listing.id.is_(None), newest != BulkRow.based_on, Listing.status != BulkRow.status_before))
        .order_by(BulkRow.number)
        .limit(_MOST_NAMES)
    )
    with database.session(writes=False) as session:
        return list(session.scalars(wanted))
