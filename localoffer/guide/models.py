"""The pages of the Local Offer, with every state that a person saved of them.

A page's words stand in its versions, one line of them for each language. The published one stays before families while
a draft waits, and any earlier one can come back.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.vocabulary import ReviewState


class GuidePage(Base):
    """One page of the guide, or (in the section ``vocabulary.PARTS``) a piece that others embed.

    ``services`` is the query of the listings that the page ends in, as ``kind=short-breaks``; empty for none.
    ``checked_on`` is the day on which somebody last said that the page is right; its next review is due
    ``review_months`` later.
    """

    __tablename__ = "guide_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    section: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    owner: Mapped[str] = mapped_column(String(120), default="")
    review_months: Mapped[int] = mapped_column(default=6)
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(String(80), default="")
    services: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    versions: Mapped[list[GuideVersion]] = relationship(order_by="GuideVersion.id", back_populates="page")


class GuideVersion(Base):
    """A page's words in one language as somebody saved them (``content.PageContent`` as JSON).

    ``english_number`` is the number of the English version that a translation was made from, 0 for English itself;
    ``reason`` says why a reviewer gave it back; ``publish_on`` is the day on which it goes before families by itself;
    ``translation_checked_by`` names the speaker of the language who checked it, empty where nobody has.
    """

    __tablename__ = "guide_versions"
    __table_args__ = (
        UniqueConstraint("page_id", "language", "number"),
        Index("ix_guide_versions_state_language", "state", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("guide_pages.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    state: Mapped[ReviewState]
    content: Mapped[dict[str, Any]]
    english_number: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    publish_on: Mapped[date | None]
    translation_checked_by: Mapped[str] = mapped_column(String(120), default="")
    page: Mapped[GuidePage] = relationship(back_populates="versions")
