"""The videos as each process keeps them, without their bytes, so that no page asks the database for one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from localoffer.signing.models import SignedVideo, VideoKind
from localoffer.web.following import Followed, follow

SUBJECT = "signed_videos"
"""The change number of the videos."""
_EXTENSION = "localoffer_signed_videos"


@dataclass(frozen=True)
class Video:
    """A video as a page shows it."""

    id: int
    about: str
    name: uuid.UUID
    kind: VideoKind
    size: int
    title: str
    transcript: str


def of(about: str) -> Video | None:
    """Return the video of a page or listing, None where it has none."""
    return _every().get(about)


def named(name: uuid.UUID) -> Video | None:
    """Return the video whose bytes have an address."""
    return next((video for video in _every().values() if video.name == name), None)


def read(session: Session) -> Mapping[str, Video]:
    """Return the videos as the database has them, by what they stand on."""
    rows = session.scalars(select(SignedVideo).options(defer(SignedVideo.captions)))
    return {
        row.about: Video(row.id, row.about, row.name, row.kind, row.size, row.title, row.transcript) for row in rows
    }


def init_app(app: Flask) -> None:
    """Begin to keep them, and let templates ask for ``signed_video(about)``."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read, nothing={})
    app.jinja_env.globals["signed_video"] = of


def _every() -> Mapping[str, Video]:
    followed: Followed[Mapping[str, Video]] = current_app.extensions[_EXTENSION]
    return followed.newest
