"""Complaints about how personal data was used, what was erased, and the proof that a key file fits this database."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class DataComplaint(Base):
    """A complaint about how the council used what it knows of somebody.

    Who complains, how to answer them, what they wrote and what was answered are sealed. ``sent_hash`` is unique, so
    that a double click complains once; by ``acknowledge_by`` the law wants them told that the complaint has come.
    """

    __tablename__ = "data_complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(index=True)
    acknowledge_by: Mapped[date]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(String(80), default="")
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_by: Mapped[str] = mapped_column(String(80), default="")
    row_version: Mapped[int] = mapped_column(default=1)
    key_id: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_answer: Mapped[bytes | None] = mapped_column(LargeBinary)

    __mapper_args__ = {"version_id_col": row_version}


class Erasure(Base):
    """That a referral was erased. It holds nothing of the referral but its id, so that a backup that still has the
    referral can be put right after a restore. ``written_at`` is set once the id stands in the file beside the database.
    """

    __tablename__ = "erasures"

    referral_uuid: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(index=True)
    why: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime | None] = mapped_column(index=True)


class KeyCanary(Base):
    """A known text sealed with one key of the ring: it opens only where the key file is the one of this database."""

    __tablename__ = "key_canaries"

    key_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
