"""Reading how families took part."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.feedback.taking_part.models import TakingPart


def every(session: Session) -> Sequence[TakingPart]:
    """Return all entries, the one that happened last first."""
    return session.scalars(select(TakingPart).order_by(TakingPart.happened.desc(), TakingPart.id.desc())).all()


def get(session: Session, *, number: int) -> TakingPart:
    """Return one entry.

    Raises:
        MissingRow: when there is none of that number.
    """
    found = session.get(TakingPart, number)
    if found is None:
        raise MissingRow("entry")
    return found
