"""Reading requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, func, select
from sqlalchemy.orm import Session

from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import RequestState
from localoffer.db import MissingRow

_MOST_DONE = 100
_MOST_WAITING = 500


def waiting(session: Session) -> Sequence[ContactRequest]:
    """Return the requests that somebody has to deal with, what is due first before the rest."""
    wanted = select(ContactRequest).where(_waits())
    return session.scalars(
        wanted.order_by(ContactRequest.due_on, ContactRequest.made_at, ContactRequest.id).limit(_MOST_WAITING)
    ).all()


def set_aside(session: Session) -> Sequence[ContactRequest]:
    """Return the requests that look like spam, the newest first."""
    wanted = select(ContactRequest).where(ContactRequest.set_aside_at.is_not(None))
    return session.scalars(wanted.order_by(ContactRequest.id.desc()).limit(_MOST_DONE)).all()


def done(session: Session) -> Sequence[ContactRequest]:
    """Return the requests that were dealt with, the latest first, and no more than fit a page."""
    wanted = select(ContactRequest).where(ContactRequest.state == RequestState.DONE)
    return session.scalars(
        wanted.order_by(ContactRequest.done_at.desc(), ContactRequest.id.desc()).limit(_MOST_DONE)
    ).all()


def get(session: Session, *, reference: str) -> ContactRequest:
    """Return one request.

    Raises:
        MissingRow: when there is none of that reference.
    """
    wanted = reference.strip().upper()
    found = session.scalars(select(ContactRequest).where(ContactRequest.reference == wanted)).one_or_none()
    if found is None:
        raise MissingRow("contact request")
    return found


def count_waiting(session: Session) -> int:
    """Return how many requests somebody has to deal with."""
    return session.scalar(select(func.count()).select_from(ContactRequest).where(_waits())) or 0


def numbers(today: date) -> Subquery:
    """Return how many requests somebody has to deal with (``waiting``), and how many of them should have been before
    that day (``late``): one row, as a part of a query.
    """
    late = func.count().filter(ContactRequest.due_on < today)
    counted = select(func.count().label("waiting"), late.label("late"))
    return counted.select_from(ContactRequest).where(_waits()).subquery()


def _waits() -> ColumnElement[bool]:
    return and_(ContactRequest.state == RequestState.WAITING, ContactRequest.set_aside_at.is_(None))
