"""What the law asks a Local Offer to publish, as rows: which pages and services meet each duty, and who keeps it so."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.guide.duties.vocabulary import Strand
from localoffer.languages import ENGLISH


class Duty(Base):
    """One duty.

    ``words`` maps languages to its title and explanation. ``pages`` are the pages that meet it: slugs of the guide, or
    ``go:`` and a place of the site; ``services`` is the query of the services that do, empty where none should.
    ``changed_by`` is who last changed pages, services or owner here, empty while they are those of the county's file.
    """

    __tablename__ = "guide_duties"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    position: Mapped[int]
    law: Mapped[str] = mapped_column(String(200))
    law_url: Mapped[str] = mapped_column(String(300))
    words: Mapped[dict[str, Any]]
    pages: Mapped[list[str]]
    services: Mapped[str] = mapped_column(String(300), default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(String(80), default="")
    changed_by: Mapped[str] = mapped_column(String(80), default="")
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def strand(self) -> Strand:
        """What the duty is about: the letter of its code."""
        return Strand(self.code[0])

    def spoken(self, language: str) -> str:
        """Return the language that its words are in for a reader of one: English where it lacks that."""
        return language if language in self.words else ENGLISH.code

    def title(self, language: str) -> str:
        """Return its title in a language, in English where it has none."""
        return str(self.words[self.spoken(language)]["title"])

    def explanation(self, language: str) -> str:
        """Return in a language what it asks for, in English where that is not said."""
        return str(self.words[self.spoken(language)]["explanation"])
