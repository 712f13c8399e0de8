"""What is remembered of forms that were sent, to know machines by: keyed hashes, for two days, and nothing else.

Addresses are cut to their network and hashed anew each day, so that nobody can be followed from one day to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.referrals.models import SentSign
from localoffer.web.networks import network

LASTING = timedelta(hours=48)
_AN_HOUR = timedelta(hours=1)
_WORDS, _ADDRESS = "words", "address"
_NETWORK = "network of a form"


@dataclass(frozen=True)
class Sending:
    """One form that is being sent: from which address, with which long texts, and when."""

    address: str
    texts: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Others:
    """How many other forms shared something with one that is being sent."""

    same_words: int
    from_address: int
    from_everywhere: int


def others(session: Session, sending: Sending, *, keys: KeyRing, most: int) -> Others:
    """Count the forms before this one; no further than ``most``."""
    since, hour = sending.at - LASTING, sending.at - _AN_HOUR
    same = [
        _count(session, SentSign.kind == _WORDS, SentSign.hashed == hashed, SentSign.at > since, most=most)
        for hashed in _text_hashes(sending, keys)
    ]
    sent = (SentSign.kind == _ADDRESS, SentSign.at > hour)
    networks = by_day(keys, _NETWORK, network(sending.address), at=sending.at, back=_AN_HOUR)
    return Others(
        same_words=max(same, default=0),
        from_address=_count(session, *sent, SentSign.hashed.in_(networks), most=most),
        from_everywhere=_count(session, *sent, most=most),
    )


def remember(session: Session, sending: Sending, *, keys: KeyRing) -> None:
    """Count this form among the others from now on, and forget those that are two days old."""
    forget_old(session, at=sending.at)
    hashed, *_ = by_day(keys, _NETWORK, network(sending.address), at=sending.at)
    session.add(SentSign(kind=_ADDRESS, hashed=hashed, at=sending.at))
    session.add_all(SentSign(kind=_WORDS, hashed=hashed, at=sending.at) for hashed in _text_hashes(sending, keys))


def forget_old(session: Session, *, at: datetime) -> int:
    """Erase what is older than two days; return how much that was. What another request is erasing is left to it."""
    old = select(SentSign.id).where(SentSign.at <= at - LASTING).with_for_update(skip_locked=True)
    erased = session.execute(delete(SentSign).where(SentSign.id.in_(old)))
    return int(erased.rowcount)  # type: ignore[attr-defined]


def by_day(keys: KeyRing, kind: str, value: str, *, at: datetime, back: timedelta = timedelta(0)) -> tuple[bytes, ...]:
    """Return what something is counted under on the day of ``at``, then on the other days as far back as that."""
    days = (at.date() - timedelta(days=ago) for ago in range((at.date() - (at - back).date()).days + 1))
    return tuple(keys.keyed_hash(f"{kind} on {day:%Y-%m-%d}", value.encode()) for day in days)


def _count(session: Session, *which: ColumnElement[bool], most: int) -> int:
    found = select(SentSign.id).where(*which).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _text_hashes(sending: Sending, keys: KeyRing) -> list[bytes]:
    return [keys.keyed_hash("words of a form", text.encode()) for text in sorted(sending.texts)]
