"""How often pages were found useful, as daily counts with nobody in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class UsefulCount(Base):
    """How many readers of a page, in one language, said on a day that it was useful, or that it was not.

    ``about`` is what the page is of, as ``feedback.subjects`` names it.
    """

    __tablename__ = "useful_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(100), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    was_useful: Mapped[bool] = mapped_column(primary_key=True)
    count: Mapped[int]


class UsefulMark(Base):
    """That the page with a mark has been answered, for a day: so a double click counts once. The mark is random."""

    __tablename__ = "useful_marks"

    mark_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
