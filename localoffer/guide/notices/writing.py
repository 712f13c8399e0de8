"""Writing notices: each function works in the caller's transaction, and every process draws them a moment later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, bump, now
from localoffer.guide.notices.models import SiteNotice
from localoffer.guide.notices.shown import SUBJECT
from localoffer.guide.notices.vocabulary import NoticeKind
from localoffer.web import translated


@dataclass(frozen=True)
class NoticeWords:
    """What somebody wrote of a notice; see ``SiteNotice``."""

    kind: NoticeKind
    place: str
    texts: dict[str, str]
    page: str
    starts_on: date
    ends_on: date | None


def create(session: Session, *, words: NoticeWords, actor: str, audit_key: bytes) -> SiteNotice:
    """Put up a new notice from its first day on, and return it."""
    notice = SiteNotice(**vars(words), made_by=actor, made_at=now(), changed_at=now())
    notice.made_from = translated.made_from(words.texts, {}, {})
    session.add(notice)
    session.flush()
    _tell(session, notice, "notice.created", actor, audit_key)
    return notice


def change(session: Session, *, notice: SiteNotice, words: NoticeWords, actor: str, audit_key: bytes) -> None:
    """Give a notice other words, pages or days; one that was taken down stands again."""
    notice.made_from = translated.made_from(words.texts, notice.texts, notice.made_from)
    for name, value in vars(words).items():
        setattr(notice, name, value)
    notice.changed_at, notice.taken_down_at = now(), None
    _tell(session, notice, "notice.changed", actor, audit_key)


def take_down(session: Session, *, notice: SiteNotice, actor: str, audit_key: bytes) -> None:
    """Take a notice away at once; nothing happens where that is done already."""
    if notice.taken_down_at is None:
        notice.taken_down_at = notice.changed_at = now()
        _tell(session, notice, "notice.taken_down", actor, audit_key)


def get(session: Session, number: int) -> SiteNotice:
    """Return a notice.

    Raises:
        MissingRow: when there is none.
    """
    notice = session.get(SiteNotice, number)
    if notice is None:
        raise MissingRow(f"there is no notice {number}")
    return notice


def every(session: Session) -> list[SiteNotice]:
    """Return all notices, the one that begins last first."""
    return list(session.scalars(select(SiteNotice).order_by(SiteNotice.starts_on.desc(), SiteNotice.id.desc())))


def _tell(session: Session, notice: SiteNotice, action: str, actor: str, audit_key: bytes) -> None:
    session.flush()
    subject_id = str(notice.id)
    audit.record(session, key=audit_key, actor=actor, action=action, subject="notice", subject_id=subject_id)
    bump(session, SUBJECT)
