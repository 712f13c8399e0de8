"""Messages that have not gone out though they should have: seen by staff, and tried again when they ask for it.

Those are the ones that are refused for good, unsent for longer than a day, or that no worker tried for an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select, update
from sqlalchemy.orm import Session

from localoffer.outbox.models import OutboxMessage

LATE = timedelta(hours=24)
UNTRIED = timedelta(hours=1)


def number(at: datetime) -> ScalarSelect[int]:
    """Return how many messages are stuck, as a part of a query."""
    return select(func.count()).select_from(OutboxMessage).where(_is_stuck(at)).scalar_subquery()


def count(session: Session, *, at: datetime) -> int:
    """Return how many messages are stuck."""
    return session.scalar(select(number(at))) or 0


def oldest(session: Session, *, at: datetime, most: int = 200) -> Sequence[OutboxMessage]:
    """Return those messages, the one that has waited longest first."""
    wanted = select(OutboxMessage).where(_is_stuck(at))
    return session.scalars(wanted.order_by(OutboxMessage.created_at, OutboxMessage.id).limit(most)).all()


def send_again(session: Session, message_id: int, *, at: datetime) -> OutboxMessage | None:
    """Make a message due now, as if it had never been tried; None when it is no longer stuck.

    Its number of tries stays, because some senders ask on a repeated try whether an earlier one got through.
    """
    return session.scalars(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, _is_stuck(at))
        .values(due_at=at, refused_at=None)
        .returning(OutboxMessage)
    ).one_or_none()


def nobody_sends(at: datetime) -> ColumnElement[bool]:
    """Return whether a message has been due for an hour and no worker tried it: then none gets on, as far as seen."""
    until = OutboxMessage.leased_until
    waits = OutboxMessage.sent_at.is_(None) & OutboxMessage.refused_at.is_(None)
    return waits & (OutboxMessage.due_at <= at - UNTRIED) & or_(until.is_(None), until <= at)


def _is_stuck(at: datetime) -> ColumnElement[bool]:
    is_late = OutboxMessage.created_at <= at - LATE
    return OutboxMessage.sent_at.is_(None) & or_(OutboxMessage.refused_at.is_not(None), is_late, nobody_sends(at))
