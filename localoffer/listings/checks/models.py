"""What the check of listings found, and when it last asked each web address."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.listings.checks.vocabulary import FindingKind, WebFault
from localoffer.listings.models import Listing


class WebCheck(Base):
    """One web address as it was asked last; ``failing_since`` is when it first failed without an answer since."""

    __tablename__ = "web_checks"

    address: Mapped[str] = mapped_column(String(500), primary_key=True)
    checked_at: Mapped[datetime]
    fault: Mapped[WebFault | None]
    failing_since: Mapped[date | None]


class Finding(Base):
    """One thing that is wrong with a published listing, and since when it is known.

    ``about`` is the address that does not work or the code of the fact that is missing, ``fault`` what a web address
    does.
    """

    __tablename__ = "listing_findings"
    __table_args__ = (UniqueConstraint("listing_id", "kind", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"))
    kind: Mapped[FindingKind]
    about: Mapped[str] = mapped_column(String(500))
    fault: Mapped[WebFault | None]
    found_on: Mapped[date]
    listing: Mapped[Listing] = relationship()
