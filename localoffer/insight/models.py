"""How far families come in the form, as daily counts without anybody in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class StepCount(Base):
    """How many forms had a step answered for the first time on a day. Nothing joins two rows of one form."""

    __tablename__ = "form_step_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
