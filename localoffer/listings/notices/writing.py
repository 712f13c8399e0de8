"""Writing what a listing says for a time: each function works in the caller's transaction.

No version of the listing is made, and every process draws the change a moment later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import bump, now
from localoffer.listings.models import Listing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.shown import SUBJECT
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.web import translated


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since it was shown."""


@dataclass(frozen=True)
class ForNowWords:
    """What somebody wrote; see ``ListingNotice``."""

    kind: ForNowKind
    texts: dict[str, str]
    starts_on: date
    ends_on: date | None


def put_up(session: Session, *, listing: Listing, words: ForNowWords, actor: str, audit_key: bytes) -> ListingNotice:
    """Let a listing say something from its first day on, and return it."""
    at = now()
    notice = ListingNotice(listing_id=listing.id, **vars(words), made_by=actor, made_at=at, changed_at=at)
    notice.made_from = translated.made_from(words.texts, {}, {})
    session.add(notice)
    _tell(session, notice, "put_up", actor, audit_key)
    return notice


def change(
    session: Session, *, notice: ListingNotice, words: ForNowWords, seen: str, actor: str, audit_key: bytes
) -> None:
    """Give it other words or days.

    Args:
        seen: the ``version_of`` that was shown to whoever changes it.

    Raises:
        ChangedMeanwhile: when it is no longer what was shown.
    """
    if seen != version_of(notice):
        raise ChangedMeanwhile
    notice.made_from = translated.made_from(words.texts, notice.texts, notice.made_from)
    for name, value in vars(words).items():
        setattr(notice, name, value)
    notice.changed_at = now()
    _tell(session, notice, "changed", actor, audit_key)


def take_down(session: Session, *, notice: ListingNotice, actor: str, audit_key: bytes) -> None:
    """Take it away at once; nothing happens where that is done already."""
    if notice.taken_down_at is None:
        notice.taken_down_at = notice.changed_at = now()
        _tell(session, notice, "taken_down", actor, audit_key)


def put_back(session: Session, *, notice: ListingNotice, actor: str, audit_key: bytes) -> None:
    """Undo a ``take_down``; nothing happens where it stands."""
    if notice.taken_down_at is not None:
        notice.taken_down_at, notice.changed_at = None, now()
        _tell(session, notice, "put_back", actor, audit_key)


def version_of(notice: ListingNotice) -> str:
    """Return what moves with every change of it."""
    return notice.changed_at.isoformat()


def _tell(session: Session, notice: ListingNotice, done: str, actor: str, audit_key: bytes) -> None:
    session.flush()
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=f"listing_notice.{done}",
        subject="listing_notice",
        subject_id=str(notice.id),
        details={"listing": notice.listing_id, "kind": str(notice.kind)},
    )
    bump(session, SUBJECT)
