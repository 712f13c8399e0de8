"""Reading complaints, and whether their receipts have gone out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import complaints
from localoffer.privacy.models import DataComplaint

_MOST = 200


def open_complaints(session: Session) -> Sequence[DataComplaint]:
    """Return the complaints that nobody has answered, oldest first."""
    waiting = select(DataComplaint).where(DataComplaint.answered_at.is_(None))
    return session.scalars(waiting.order_by(DataComplaint.made_at, DataComplaint.id)).all()


def answered_complaints(session: Session) -> Sequence[DataComplaint]:
    """Return the complaints that were answered, the latest first, and no more than fit a page."""
    done = select(DataComplaint).where(DataComplaint.answered_at.is_not(None))
    return session.scalars(done.order_by(DataComplaint.answered_at.desc(), DataComplaint.id.desc()).limit(_MOST)).all()


def get(session: Session, *, reference: str) -> DataComplaint:
    """Return one complaint.

    Raises:
        MissingRow: when there is none of that reference.
    """
    wanted = reference.strip().upper()
    found = session.scalars(select(DataComplaint).where(DataComplaint.reference == wanted)).one_or_none()
    if found is None:
        raise MissingRow("complaint")
    return found


def undelivered(session: Session, rows: Collection[DataComplaint]) -> set[str]:
    """Return the references of those whose receipt has not gone out: it waits, or the address takes no mail."""
    by_key = {complaints.receipt_key(row): row.reference for row in rows}
    if not by_key:
        return set()
    waiting = select(OutboxMessage.unique_key).where(
        OutboxMessage.unique_key.in_(by_key), OutboxMessage.sent_at.is_(None)
    )
    return {by_key[key] for key in session.scalars(waiting)}


def number_open() -> ScalarSelect[int]:
    """Return how many complaints nobody has answered, as a part of a query."""
    return select(func.count()).where(DataComplaint.answered_at.is_(None)).scalar_subquery()


def count_late(session: Session, *, today: date) -> int:
    """Return for how many complaints the day is over by which whoever complained had to hear that it has come."""
    waiting = select(DataComplaint).where(
        DataComplaint.answered_at.is_(None), DataComplaint.acknowledge_by < today, _may_be_unheard()
    )
    rows = session.scalars(waiting).all()
    missed = undelivered(session, rows)
    return sum(row.acknowledged_at is None or row.reference in missed for row in rows)


def _may_be_unheard() -> ColumnElement[bool]:
    return or_(DataComplaint.acknowledged_at.is_(None), DataComplaint.acknowledged_by == complaints.BY_RECEIPT)
