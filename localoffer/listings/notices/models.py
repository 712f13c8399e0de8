"""What listings say for a time, as commissioners write it: beside their content, so that no version changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.listings.models import Listing
from localoffer.listings.notices.vocabulary import ForNowKind


class ListingNotice(Base):
    """A listing is closed, or says something short, from one day to another, both included.

    ``texts`` has the words by language; English is always there for a note, and may be missing for a closure, which
    says itself that it is one. ``made_from`` has for each other language the English that its words were made from.
    ``ends_on`` is None for what stands until somebody takes it down.
    """

    __tablename__ = "listing_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ForNowKind]
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    made_from: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    taken_down_at: Mapped[datetime | None]

    listing: Mapped[Listing] = relationship()
