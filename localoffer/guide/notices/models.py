"""Notices above pages, as commissioners write them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.guide.notices.vocabulary import NoticeKind


class SiteNotice(Base):
    """A notice that stands above some pages from one day to another, both included.

    ``texts`` has its words by language, English always; ``made_from`` for each other language the English that its
    words were made from. ``place`` is a ``NoticePlace``, or ``SECTION`` and the code of a section. ``page`` is the slug
    of the page that says more, empty for none. ``ends_on`` is None for one that stands until somebody takes it down.
    """

    __tablename__ = "site_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NoticeKind]
    place: Mapped[str] = mapped_column(String(60))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    made_from: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    page: Mapped[str] = mapped_column(String(60), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    taken_down_at: Mapped[datetime | None]
