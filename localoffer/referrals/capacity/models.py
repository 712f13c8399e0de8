"""Whether the team can take more referrals on, as managers said it, each time with its day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.referring import State


class IntakeChange(Base):
    """How things stand for a new referral from a day on, until another one does; ``weeks`` is 0 but for a wait."""

    __tablename__ = "referral_intake_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State]
    weeks: Mapped[int] = mapped_column(default=0)
    since: Mapped[date]
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
