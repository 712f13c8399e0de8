"""Reading corrections, and whether their answers have gone out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.feedback.corrections.deciding import answer_key
from localoffer.feedback.corrections.models import Correction
from localoffer.outbox.models import OutboxMessage

_MOST = 200


def waiting(session: Session) -> list[Correction]:
    """Return the corrections that nobody has decided: the listing with the newest first, its own newest first."""
    rows = session.scalars(select(Correction).where(Correction.outcome.is_(None)).order_by(Correction.id.desc())).all()
    newest: dict[int, int] = {}
    for row in rows:
        newest.setdefault(row.listing_id, row.id)
    return sorted(rows, key=lambda row: (-newest[row.listing_id], -row.id))


def decided(session: Session) -> Sequence[Correction]:
    """Return the corrections that are decided, the latest first, and no more than fit a page."""
    done = select(Correction).where(Correction.outcome.is_not(None))
    return session.scalars(done.order_by(Correction.decided_on.desc(), Correction.id.desc()).limit(_MOST)).all()


def get(session: Session, *, key: str) -> Correction:
    """Return one correction.

    Raises:
        MissingRow: when there is none of that key.
    """
    try:
        wanted = uuid.UUID(key)
    except ValueError as error:
        raise MissingRow("that is no key") from error
    found = session.scalar(select(Correction).where(Correction.uuid == wanted))
    if found is None:
        raise MissingRow("nobody told that, or it is no longer kept")
    return found


def number_waiting() -> ScalarSelect[int]:
    """Return how many corrections nobody has decided, as a part of a query."""
    return select(func.count()).where(Correction.outcome.is_(None)).scalar_subquery()


def undelivered(session: Session, rows: Collection[Correction]) -> set[uuid.UUID]:
    """Return which of them have an answer that has not gone out: it waits, or the address takes no mail."""
    by_key = {answer_key(row): row.uuid for row in rows}
    unsent = select(OutboxMessage.unique_key).where(
        OutboxMessage.unique_key.in_(by_key), OutboxMessage.sent_at.is_(None)
    )
    return {by_key[key] for key in session.scalars(unsent)}
