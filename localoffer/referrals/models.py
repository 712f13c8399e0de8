"""Referrals, unfinished and sent. Whatever a person typed is stored encrypted."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.places.models import District
from localoffer.vocabulary import ReferralStage, Referrer


class ReferralDraft(Base):
    """A form that is being filled in.

    The row is found by a hash of the browser's token and its content is encrypted under a key made from that token, so
    that the database and the server's own key together cannot read it.
    """

    __tablename__ = "referral_drafts"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Referral(Base):
    """A request for 1-1 Life Skills support about one child or young person.

    ``journey_hash`` is unique, so that one journey can never make two. Plain columns hold only what the queue sorts
    and counts by; ``sealed_summary`` holds the name and date of birth, ``sealed_answers`` every answer, each encrypted
    under the referral's own data key.
    """

    __tablename__ = "referrals"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    journey_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    stage: Mapped[ReferralStage] = mapped_column(default=ReferralStage.RECEIVED, index=True)
    referrer: Mapped[Referrer]
    language: Mapped[str] = mapped_column(String(12))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    notice_version: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(index=True)
    stage_changed_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    sealed_summary: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)

    district: Mapped[District | None] = relationship()
    key: Mapped[ReferralKey] = relationship(cascade="all, delete-orphan")
    changes: Mapped[list[StageChange]] = relationship(order_by="StageChange.id")

    __mapper_args__ = {"version_id_col": row_version}


class ReferralKey(Base):
    """The data key of one referral, wrapped by a key of the ring (``key_id``). Destroying it erases the referral."""

    __tablename__ = "referral_keys"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(40))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class StageChange(Base):
    """One move of a referral, with the note (encrypted under the referral's key) of whoever made it."""

    __tablename__ = "referral_stage_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    from_stage: Mapped[ReferralStage]
    to_stage: Mapped[ReferralStage]
    sealed_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
