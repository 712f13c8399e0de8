"""The addresses that take no mail: those of messages that were refused for good."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.store import place
from localoffer.vocabulary import SentBy

_MOST = 5_000


def refused_addresses(session: Session, *, keys: KeyRing) -> frozenset[str]:
    """Return them in small letters; the newest few thousand, for only what waits still holds its address."""
    wanted = select(OutboxMessage).where(
        OutboxMessage.refused_at.is_not(None), OutboxMessage.sent_at.is_(None), OutboxMessage.way == SentBy.EMAIL
    )
    rows = session.scalars(wanted.order_by(OutboxMessage.refused_at.desc()).limit(_MOST))
    return frozenset(address for row in rows if (address := _address(row, keys)))


def _address(row: OutboxMessage, keys: KeyRing) -> str:
    try:
        told = json.loads(keys.open(row.key_id, row.sealed, place=place(row.message_id)))
    except CannotOpen:
        return ""
    return str(told["to"]).casefold()
