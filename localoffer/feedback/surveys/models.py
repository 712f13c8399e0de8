"""Surveys, and what people answered: each answer by itself, with nothing in it that says whose it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class Survey(Base):
    """A survey and the days between which it can be answered, both included; it has none before somebody sets them.

    ``content`` is a ``content.SurveyContent`` as JSON. It can be changed until ``opens_on`` has come. ``made_from`` has
    by language and text (``SurveyContent.texts_in``) the English that a translation was made from, where it is not
    today's.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    content: Mapped[dict[str, Any]]
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}


class SurveyAnswer(Base):
    """What one person answered. ``chosen`` maps the codes of questions to codes of answers.

    ``sealed_words`` is what they wrote, by question, encrypted; None where they wrote nothing or somebody removed it.
    ``sent_hash`` is unique, so that a double click answers once.
    """

    __tablename__ = "survey_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    day: Mapped[date] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(12))
    chosen: Mapped[dict[str, Any]]
    key_id: Mapped[str | None] = mapped_column(String(40))
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
