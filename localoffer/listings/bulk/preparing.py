"""Making the preview: reading a file or a list to its end, and keeping what each row would become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.jobs.worker import Running
from localoffer.listings.bulk import tables, workbooks
from localoffer.listings.bulk.drafted import Drafted
from localoffer.listings.bulk.from_feed import FeedReader
from localoffer.listings.bulk.from_list import ListReader, Wanted
from localoffer.listings.bulk.from_table import TableReader
from localoffer.listings.bulk.known import read_known
from localoffer.listings.bulk.models import BulkFile, BulkRow, BulkRun, RunKind, Stage
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.imports import feed_rows

_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
_AT_ONCE = 200


def prepare(running: Running, run_id: int) -> None:
    """Read what a run is given, and keep its rows; then it is ready, or refused with what is wrong with the file.

    Begins anew where it was broken off, for nothing is done to any listing yet.

    Raises:
        Stopped, TakenAway: as the job is asked to end.
    """
    with running.database.transaction() as session:
        session.execute(delete(BulkRow).where(BulkRow.run_id == run_id))
    stage, problem, left_out = Stage.READY, {}, []
    with running.database.session(writes=False) as reading:
        run = reading.get_one(BulkRun, run_id)
        try:
            left_out = _keep_all(running, reading, run)
        except Refused as why:
            stage, problem = Stage.REFUSED, why.as_json()
    with running.database.transaction() as session:
        kept = session.get_one(BulkRun, run_id)
        kept.stage, kept.problem, kept.left_out = stage, problem, left_out


def _keep_all(running: Running, reading: Session, run: BulkRun) -> list[str]:
    """Keep every row, and return the headings of the columns that were left out."""
    rows, left_out = _rows_of(reading, run)
    total, done = len(run.asked.get("ids", ())), 0
    while batch := list(islice(rows, _AT_ONCE)):
        with running.database.transaction() as session:
            session.execute(insert(BulkRow), [{"run_id": run.id, "is_left": False, **asdict(row)} for row in batch])
        done += len(batch)
        running.tell(done, total)
        reading.expunge_all()
    if not done:
        raise Refused("no_rows")
    return left_out


def _rows_of(session: Session, run: BulkRun) -> tuple[Iterator[Drafted], list[str]]:
    if run.kind is RunKind.EDIT:
        wanted = Wanted.from_json(run.asked["wanted"])
        return ListReader(session, run.asked["ids"], wanted).drafted(), []
    content = session.scalars(select(BulkFile.content).where(BulkFile.run_id == run.id)).one()
    known = read_known(session)
    if content.lstrip(_BEFORE_JSON).startswith((b"{", b"[")):
        return FeedReader(session, feed_rows.rows(tables.decoded(content)), known).drafted(), []
    reader = TableReader(session, _table(content), known, today=today())
    return reader.drafted(), reader.headings.left_out


def _table(content: bytes) -> Iterator[list[str]]:
    if content.startswith(_OLD_OFFICE):
        raise Refused("old_workbook")
    return workbooks.rows_of(content) if content.startswith(_ZIP) else tables.rows_of(content)
