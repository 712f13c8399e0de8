"""How often somebody may try a return code, or have a link sent: rows, so that it holds across processes.

Nobody can lock everybody else out: one network that guesses has to wait, and when everybody seems to be guessing, only
networks that have been wrong already do. What is counted is keyed hashes that change each day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals.asking import sent_signs
from localoffer.referrals.models import SentSign
from localoffer.web.networks import network

WINDOW = timedelta(minutes=15)
WRONG_FROM_ONE_NETWORK = 30
WRONG_ALTOGETHER = 1000
LINKS_TO_ONE_ADDRESS = 5
LINKS_FROM_ONE_NETWORK = 60
_A_DAY = timedelta(hours=24)
_CODE, _LINK_TO, _LINK_FROM = "return code", "return link to", "return link from"


def begin(database: Database, *, address: str, keys: KeyRing, at: datetime) -> list[int] | None:
    """Count a try of a code in a transaction of its own; return by which ids, or None when it must wait.

    It is counted before it is looked at, so that many at once gain nothing. One that must wait is not kept, so that
    whoever goes on guessing does not lock their neighbours out for longer.
    """
    hashed = sent_signs.by_day(keys, _CODE, network(address), at=at, back=WINDOW)
    tried = _add(database, {_CODE: hashed[0]}, at=at)
    with database.transaction() as own:
        recent = (SentSign.kind == _CODE, SentSign.at > at - WINDOW)
        from_there, altogether = _count(own, *recent, SentSign.hashed.in_(hashed)), _count(own, *recent)
        if from_there <= WRONG_FROM_ONE_NETWORK and (from_there == 1 or altogether <= WRONG_ALTOGETHER):
            return tried
        forgive(own, tried)
    return None


def begin_link(database: Database, *, to: str, address: str, keys: KeyRing, at: datetime) -> list[int] | None:
    """Count a link that is about to be sent to a mail address, in a transaction of its own, before it is looked at.

    Args:
        address: the internet address of whoever asks for it.

    Returns:
        The ids by which it is counted, or None, counting nothing, when it is one too many.
    """
    mail = sent_signs.by_day(keys, _LINK_TO, to.casefold(), at=at, back=_A_DAY)
    source = sent_signs.by_day(keys, _LINK_FROM, network(address), at=at, back=_A_DAY)
    sending = _add(database, {_LINK_TO: mail[0], _LINK_FROM: source[0]}, at=at)
    with database.transaction() as own:
        lately = SentSign.at > at - _A_DAY
        sent_there = _count(own, SentSign.kind == _LINK_TO, lately, SentSign.hashed.in_(mail))
        from_there = _count(own, SentSign.kind == _LINK_FROM, lately, SentSign.hashed.in_(source))
        if sent_there <= LINKS_TO_ONE_ADDRESS and from_there <= LINKS_FROM_ONE_NETWORK:
            return sending
        forgive(own, sending)
    return None


def forgive(session: Session, counted: Collection[int]) -> None:
    """Count a try no longer, because it was right, or a link, because it was not sent."""
    session.execute(delete(SentSign).where(SentSign.id.in_(counted)))


def _add(database: Database, signs: Mapping[str, bytes], *, at: datetime) -> list[int]:
    with database.transaction() as own:
        made = [SentSign(kind=kind, hashed=hashed, at=at) for kind, hashed in signs.items()]
        own.add_all(made)
        own.flush()
        return [one.id for one in made]


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(SentSign).where(*which)) or 0
