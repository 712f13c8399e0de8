"""Comments on the Local Offer, and the themes that they are put into.

What was written is sealed; staff publish it in words of their own. A theme holds what several people said, and the
council's answer to all of them.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.feedback.comments.vocabulary import CommentState, Face, KeptOut, Progress, Topic, Who


class Theme(Base):
    """What several people said, and the council's answer to it. The public sees it while it has ``published_at``.

    ``action_on`` is the day of the action, done or intended. ``source`` names the report where the theme does not come
    from comments alone.
    """

    __tablename__ = "themes"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    topic: Mapped[Topic]
    progress: Mapped[Progress]
    action_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    row_version: Mapped[int] = mapped_column(default=1)

    texts: Mapped[list[ThemeText]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": row_version}

    def text(self, language: str) -> ThemeText | None:
        """Return the theme's words in a language, None where it has none."""
        return next((text for text in self.texts if text.language == language), None)


class ThemeText(Base):
    """The words of a theme in one language; empty means not given, and then the English stands there.

    ``said`` sums up what people said, ``response`` is the council's answer, ``action`` what it does, or why it cannot.
    ``made_from`` has by field the English that a translation was made from, where it is not today's.
    """

    __tablename__ = "theme_texts"

    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(160), default="")
    said: Mapped[str] = mapped_column(Text, default="")
    response: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(Text, default="")
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class Comment(Base):
    """One comment. Nothing in it but the sealed parts says who wrote it.

    ``about`` is a code of ``feedback.subjects``, ``topics`` are codes of ``Topic``, ``signs`` those of ``Sign``.
    ``sealed`` holds what was written and what staff wrote for themselves or answered, ``sealed_email`` the address for
    the answer, which goes once it is answered; both are None when their time is over. ``public_words`` is the published
    form by language, written by staff so that nobody can be identified.
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    told_on: Mapped[date] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(100))
    who: Mapped[Who | None]
    topics: Mapped[list[str]]
    face: Mapped[Face | None]
    state: Mapped[CommentState] = mapped_column(default=CommentState.NEW, index=True)
    signs: Mapped[list[str]] = mapped_column(default=list)
    wants_answer: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(80), default="")
    kept_out: Mapped[KeptOut | None]
    kept_out_reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"), index=True)
    public_words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key_id: Mapped[str | None] = mapped_column(String(40))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_email: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    row_version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}
