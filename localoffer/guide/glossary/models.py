"""The words that the glossary explains, as commissioners keep them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base


class GlossaryWord(Base):
    """One word or acronym. ``code`` names it in addresses; ``version`` goes up with every change of it."""

    __tablename__ = "glossary_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    texts: Mapped[list[GlossaryText]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class GlossaryText(Base):
    """A word in one language: what it is called, what it means, and the ``forms`` in which it stands in a text.

    ``made_from`` has by field the English that a translation was made from, where it is not today's. The forms are each
    language's own: those of the English say nothing of them.
    """

    __tablename__ = "glossary_texts"

    word_id: Mapped[int] = mapped_column(ForeignKey("glossary_words.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    meaning: Mapped[str] = mapped_column(Text)
    forms: Mapped[list[str]]
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
