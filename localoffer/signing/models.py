"""A video in British Sign Language, and its bytes in pieces."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class VideoKind(StrEnum):
    """What a video may be; each is the ending of its address."""

    MP4 = "mp4"
    WEBM = "webm"

    @property
    def mimetype(self) -> str:
        return f"video/{self.value}"


class SignedVideo(Base):
    """What one page or listing says in British Sign Language.

    ``about`` is a kind of subject and a slug, ``page:who-to-ask-first``. ``name`` is part of the address of its bytes,
    another one for each file, so that a browser may keep them. Title, captions (WebVTT) and transcript are in English;
    ``texts`` has title and transcript in other languages, by language and field, and ``made_from`` the English that a
    translation was made from, where it is not today's.
    """

    __tablename__ = "signed_videos"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[uuid.UUID] = mapped_column(unique=True)
    kind: Mapped[VideoKind]
    size: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    captions: Mapped[str] = mapped_column(Text)
    transcript: Mapped[str] = mapped_column(Text)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    changed_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime]


class SignedVideoPiece(Base):
    """A part of a video's bytes, all of the same size but the last: what is played is read piece by piece."""

    __tablename__ = "signed_video_pieces"

    video_id: Mapped[int] = mapped_column(ForeignKey("signed_videos.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
