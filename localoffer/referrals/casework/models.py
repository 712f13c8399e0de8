"""What is agreed with a family, and the team's own notes. Whatever a person typed is stored encrypted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class CaseVersion(Base):
    """What the team holds of a referral at one moment: case number, goals, hours and outcomes, encrypted.

    Each save adds one and says of the one before since when it is ``replaced_at``; nothing that was agreed is ever
    overwritten.
    """

    __tablename__ = "referral_case_versions"
    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"))
    number: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class AgreedHours(Base):
    """How many hours are agreed for a referral in the year that begins on a day: what sums are made from."""

    __tablename__ = "referral_hours"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True)
    year_begins: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[int]


class CaseNote(Base):
    """A note of the team, encrypted under the referral's key. One that puts another right names it, and both stay."""

    __tablename__ = "referral_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("referral_notes.id", ondelete="CASCADE"), unique=True)
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
