"""The pages of easy read, as commissioners keep them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base


class EasyPage(Base):
    """One page. ``stands_for`` names the pages that it is the easy read of (``places.name_of``).

    ``version`` goes up with every change of it; ``staff_changed_at`` says when staff last changed its English: then the
    county's file no longer writes over it.
    """

    __tablename__ = "easy_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int]
    stands_for: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1)
    staff_changed_at: Mapped[datetime | None]
    texts: Mapped[list[EasyText]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def text(self, language: str) -> EasyText | None:
        """Return the page in a language, None where it has none."""
        return next((text for text in self.texts if text.language == language), None)


class EasyText(Base):
    """A page in one language: its title, and its ideas as ``ideas.read`` reads them.

    A translation remembers the English that it was made from (``english_digest``), and who checked it; ``made_from``
    has that English by field, where it is not today's.
    """

    __tablename__ = "easy_texts"

    page_id: Mapped[int] = mapped_column(ForeignKey("easy_pages.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    ideas: Mapped[str] = mapped_column(Text)
    english_digest: Mapped[str] = mapped_column(String(64), default="")
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    checked_by: Mapped[str] = mapped_column(String(120), default="")
    staff_changed_at: Mapped[datetime | None]
