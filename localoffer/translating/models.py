"""What the translator's desk keeps beside the texts themselves, which stand with their features."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class TranslationMark(Base):
    """What somebody said of one translation: of which English it is, whether a machine made it, and who checked it.

    ``digest`` stands for its words (``web.translated.digest``): when they change, the mark is no longer theirs.
    ``english`` has the texts of the English by their fields, and ``of_english`` is their digest. ``checked_by`` names a
    speaker of the language as they want to be named, empty where nobody has checked it.
    """

    __tablename__ = "translation_marks"
    __table_args__ = (UniqueConstraint("kind", "key", "language", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(12))
    digest: Mapped[str] = mapped_column(String(64))
    english: Mapped[dict[str, Any]]
    of_english: Mapped[str] = mapped_column(String(64))
    machine_made: Mapped[bool] = mapped_column(default=False)
    checked_by: Mapped[str] = mapped_column(String(120), default="")
    said_by: Mapped[str] = mapped_column(String(80))
    said_at: Mapped[datetime]


class TranslationTask(Base):
    """Somebody translates a text now: who, as staff wrote it, and with which file it was sent out, if with one."""

    __tablename__ = "translation_tasks"
    __table_args__ = (UniqueConstraint("kind", "key", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(12))
    taken_by: Mapped[str] = mapped_column(String(120))
    file: Mapped[str] = mapped_column(String(200), default="")
    said_by: Mapped[str] = mapped_column(String(80))
    said_at: Mapped[datetime]


class TranslationFile(Base):
    """A file of translations that was brought in: what it says, and what became of it.

    ``content`` is an ``importing.Brought`` as JSON; ``before`` what each text said before the file changed it.
    """

    __tablename__ = "translation_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    applied_by: Mapped[str] = mapped_column(String(80), default="")
    applied_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(80), default="")
    undone_at: Mapped[datetime | None]
