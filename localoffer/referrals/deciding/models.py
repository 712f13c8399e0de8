"""The texts that families are sent as commissioners wrote them, and what belongs to one decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.referrals.deciding.vocabulary import Template


class TemplateVersion(Base):
    """One text as somebody saved it in one language; the newest is sent, and what came before stays.

    ``english_number`` is the number of the English text that a translation was made from, 0 for the words that the
    site came with; ``checked_by`` names the speaker of the language who checked it, empty where nobody has.
    """

    __tablename__ = "referral_templates"
    __table_args__ = (UniqueConstraint("template", "language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    template: Mapped[Template]
    language: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    english_number: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    checked_by: Mapped[str] = mapped_column(String(120), default="")
    checked_at: Mapped[datetime | None]


class DecisionLetter(Base):
    """A letter that says what was decided: a PDF, encrypted under the referral's key.

    ``language`` is the family's, as far as the letter could be in it. The family sees it while the decision holds.
    """

    __tablename__ = "referral_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("referral_stage_changes.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    sealed_pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]


class Alternative(Base):
    """A service of the directory that the team named to a family instead, in the order of ``position``."""

    __tablename__ = "referral_alternatives"

    change_id: Mapped[int] = mapped_column(
        ForeignKey("referral_stage_changes.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
