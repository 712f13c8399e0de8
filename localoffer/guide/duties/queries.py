"""Reading the duties."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.guide.duties.models import Duty


def every(session: Session) -> list[Duty]:
    """Return all duties in order."""
    return list(session.scalars(select(Duty).order_by(Duty.position, Duty.code)))


def get(session: Session, code: str) -> Duty:
    """Return one duty.

    Raises:
        MissingRow: when there is none of this code.
    """
    found = session.scalar(select(Duty).where(Duty.code == code))
    if found is None:
        raise MissingRow(f"there is no duty {code}")
    return found
