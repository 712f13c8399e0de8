"""Putting a video on a page or a listing, and taking it away: each function works in the caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, add_once, bump, now
from localoffer.languages import ENGLISH
from localoffer.signing import pieces
from localoffer.signing.models import SignedVideo, VideoKind
from localoffer.web.translated import earlier_english

SUBJECT = "signed_videos"
"""The change number of the videos."""


class ChangedMeanwhile(Exception):
    """Somebody else has put a video there since it was looked."""


@dataclass(frozen=True)
class VideoFile:
    """A new file, its sort checked; ``content`` stands at its first byte."""

    kind: VideoKind
    size: int
    content: BinaryIO


@dataclass(frozen=True)
class VideoWords:
    """What is told in words: a title, captions (None leaves those that are there) and a transcript."""

    title: str
    captions: str | None
    transcript: str


def put(
    session: Session, *, about: str, words: VideoWords, file: VideoFile | None, actor: str, audit_key: bytes
) -> SignedVideo:
    """Put a video where there is none, or change the one that is there, and return it.

    Args:
        file: None leaves the file that is there.

    Raises:
        ChangedMeanwhile: when somebody else puts the first one there at the same moment.
        ValueError: when there is no video yet, and no file or no captions come.
    """
    video = find(session, about)
    if video is None and (file is None or words.captions is None):
        raise ValueError("a new video needs a file and captions")
    is_new = video is None
    if video is None:
        video = SignedVideo(about=about, title="", transcript="", texts={}, made_from={})
    before = texts_of(video)
    video.title, video.transcript = words.title, words.transcript
    video.made_from = earlier_english(texts_of(video), before, video.made_from)
    if words.captions is not None:
        video.captions = words.captions
    video.changed_by, video.changed_at = actor, now()
    if file is not None:
        video.name, video.kind, video.size = uuid.uuid4(), file.kind, file.size
    if is_new and not add_once(session, video):
        raise ChangedMeanwhile
    session.flush()
    if file is not None:
        pieces.write(session, video.id, file.content)
    _tell(session, video, "video.added" if is_new else "video.changed", actor, audit_key)
    return video


def translate(
    session: Session, *, video: SignedVideo, language: str, words: Mapping[str, str], actor: str, audit_key: bytes
) -> None:
    """Give a video its title and transcript in another language, right for today's English; none where it is empty."""
    before = texts_of(video)
    others = {code: said for code, said in video.texts.items() if code != language}
    video.texts = {**others, language: dict(words)} if words else others
    video.made_from = earlier_english(texts_of(video), before, video.made_from, current=(language,))
    _tell(session, video, "video.translated", actor, audit_key)


def texts_of(video: SignedVideo) -> dict[str, dict[str, str]]:
    """Return title and transcript by language, in English always."""
    return {ENGLISH.code: {"title": video.title, "transcript": video.transcript}, **video.texts}


def remove(session: Session, *, video: SignedVideo, actor: str, audit_key: bytes) -> None:
    """Take a video away, with its bytes."""
    session.delete(video)
    _tell(session, video, "video.removed", actor, audit_key)


def find(session: Session, about: str, *, locked: bool = False) -> SignedVideo | None:
    """Return the video of a page or listing, None where it has none.

    Args:
        locked: let nobody else change it before this transaction ends.
    """
    wanted = select(SignedVideo).where(SignedVideo.about == about)
    return session.scalar(wanted.with_for_update() if locked else wanted)


def get(session: Session, about: str) -> SignedVideo:
    """Return the video of a page or listing.

    Raises:
        MissingRow: when it has none.
    """
    video = find(session, about)
    if video is None:
        raise MissingRow("there is no video")
    return video


def every(session: Session) -> list[SignedVideo]:
    """Return all videos, in the order of what they stand on."""
    return list(session.scalars(select(SignedVideo).order_by(SignedVideo.about)))


def _tell(session: Session, video: SignedVideo, action: str, actor: str, audit_key: bytes) -> None:
    session.flush()
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=action,
        subject="signed_video",
        # what it is about may be longer than an id in the audit
        subject_id=str(video.id),
        details={"about": video.about},
    )
    bump(session, SUBJECT)
