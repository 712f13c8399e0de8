"""How often somebody may try a return code, or have a link sent: rows, so that it holds across processes.

Nobody can lock everybody else out: one network that guesses has to wait, and when everybody seems to be guessing, only
networks that have been wrong already do. What is counted is keyed hashes that change each day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals.asking import sent_signs
from localoffer.referrals.models import SentSign

WINDOW = timedelta(minutes=15)
WRONG_FROM_ONE_NETWORK = 30
WRONG_ALTOGETHER = 1000
LINKS_TO_ONE_ADDRESS = 5
LINKS_FROM_ONE_NETWORK = 60
_A_DAY = timedelta(hours=24)
_CODE, _LINK_TO, _LINK_FROM = "return code", "return link to", "return link from"


def begin(database: Database, *, address: str, keys: KeyRing, at: datetime) -> int | None:
    """Count a try of a code in a transaction of its own; return its id, or None when it must wait.

    It is counted before it is looked at, so that many at once gain nothing. One that must wait is not kept, so that
    whoever goes on guessing does not lock their neighbours out for longer.
    """
    hashed = _hash(_CODE, sent_signs.network(address), keys=keys, at=at)
    with database.transaction() as own:
        made = SentSign(kind=_CODE, hashed=hashed, at=at)
        own.add(made)
        own.flush()
        try_id = made.id
    with database.transaction() as own:
        recent = (SentSign.kind == _CODE, SentSign.at > at - WINDOW)
        from_there, altogether = _count(own, *recent, SentSign.hashed == hashed), _count(own, *recent)
        if from_there <= WRONG_FROM_ONE_NETWORK and (from_there == 1 or altogether <= WRONG_ALTOGETHER):
            return try_id
        own.execute(delete(SentSign).where(SentSign.id == try_id))
    return None


def forgive(session: Session, try_id: int) -> None:
    """Count a try no longer, because it was right."""
    session.execute(delete(SentSign).where(SentSign.id == try_id))


def may_send(session: Session, *, to: str, address: str, keys: KeyRing, at: datetime) -> bool:
    """Count a link that is about to be sent to a mail address; return False, counting nothing, when it is one too many.

    Args:
        address: the internet address of whoever asks for it.
    """
    hashed_to = _hash(_LINK_TO, to.casefold(), keys=keys, at=at)
    hashed_from = _hash(_LINK_FROM, sent_signs.network(address), keys=keys, at=at)
    today = SentSign.at > at - _A_DAY
    if _count(session, SentSign.kind == _LINK_TO, today, SentSign.hashed == hashed_to) >= LINKS_TO_ONE_ADDRESS:
        return False
    if _count(session, SentSign.kind == _LINK_FROM, today, SentSign.hashed == hashed_from) >= LINKS_FROM_ONE_NETWORK:
        return False
    session.add(SentSign(kind=_LINK_TO, hashed=hashed_to, at=at))
    session.add(SentSign(kind=_LINK_FROM, hashed=hashed_from, at=at))
    return True


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(SentSign).where(*which)) or 0


def _hash(kind: str, value: str, *, keys: KeyRing, at: datetime) -> bytes:
    return keys.keyed_hash(f"{kind} on {at:%Y-%m-%d}", value.encode())
