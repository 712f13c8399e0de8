"""What somebody says is wrong on a listing, and what the council did about it."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.feedback.corrections.vocabulary import Outcome, Teller, Wrong
from localoffer.listings.models import Listing


class Correction(Base):
    """One thing that somebody says is wrong on a listing.

    What they wrote and their address are sealed; the address goes as soon as the answer is on its way.
    ``wants_answer`` says that there was one. ``sent_hash`` is unique, so that a double click tells once.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    wrong: Mapped[Wrong]
    teller: Mapped[Teller | None]
    language: Mapped[str] = mapped_column(String(12))
    told_on: Mapped[date]
    wants_answer: Mapped[bool]
    outcome: Mapped[Outcome | None]
    decided_on: Mapped[date | None] = mapped_column(index=True)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    row_version: Mapped[int] = mapped_column(default=1)
    key_id: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    listing: Mapped[Listing] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}
