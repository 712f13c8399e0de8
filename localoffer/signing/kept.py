"""The videos as each process keeps them, without their bytes, so that no page asks the database for one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from localoffer.languages import ENGLISH, gettext
from localoffer.signing.models import SignedVideo, VideoKind
from localoffer.signing.writing import SUBJECT, texts_of
from localoffer.web.following import Followed, follow
from localoffer.web.translated import ByField, trust
from localoffer.web.trusting import trust_notes

_EXTENSION = "localoffer_signed_videos"


@dataclass(frozen=True)
class Video:
    """A video as a page shows it: title and transcript by language, and which languages are of another English."""

    id: int
    about: str
    name: uuid.UUID
    kind: VideoKind
    size: int
    texts: ByField
    behind: frozenset[str]

    def said(self, field: str, language: str) -> tuple[str, str]:
        """Return its title or transcript, and the language that it is in where that is not the reader's."""
        own = self.texts.get(language, {}).get(field, "")
        return (own, "") if own else (self.texts[ENGLISH.code][field], ENGLISH.code)

    def notes(self, language: str) -> list[str]:
        """Return what a reader of a language should know of its words."""
        if language == ENGLISH.code:
            return []
        english, own = self.texts[ENGLISH.code], self.texts.get(language, {})
        known = trust("signed-video", key_of(self.about), language, own, english, is_behind=language in self.behind)
        untold = gettext("Some of this page is in English. We do not have it in your language yet.")
        return [*([untold] if english.keys() - own.keys() else []), *trust_notes(known)]


def key_of(about: str) -> str:
    """Return what the translator's desk knows a video by: files of translations keep the colon for themselves."""
    return about.replace(":", ".", 1)


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
        row.about: Video(row.id, row.about, row.name, row.kind, row.size, texts_of(row), frozenset(row.made_from))
        for row in rows
    }


def init_app(app: Flask) -> None:
    """Begin to keep them, and let templates ask for ``signed_video(about)``."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read, nothing={})
    app.jinja_env.globals["signed_video"] = of


def _every() -> Mapping[str, Video]:
    followed: Followed[Mapping[str, Video]] = current_app.extensions[_EXTENSION]
    return followed.newest
