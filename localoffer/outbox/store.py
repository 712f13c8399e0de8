"""Putting messages into the outbox, in the transaction of what caused them, and taking them out to be sent."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import add_once, now
from localoffer.outbox.message import Message, check
from localoffer.outbox.models import OutboxMessage
from localoffer.vocabulary import SentBy

_LONGEST_WAIT = 3600.0
_FIRST_WAIT = 0.2
# longer than any wait and any lease: a moment later than that was written by a clock that has since been put back
_NEVER_SO_LATE = timedelta(hours=2)
_DOUBLINGS_TO_LONGEST = 15
_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True)
class Leased:
    """A message that this worker alone may send until ``leased_until``; ``attempt`` counts from 1."""

    id: int
    identity: str
    kind: str
    way: SentBy
    key_id: str
    sealed: bytes
    created_at: datetime
    attempt: int
    leased_until: datetime


def enqueue(
    session: Session,
    *,
    keys: KeyRing,
    unique_key: str,
    kind: str,
    to: str,
    subject: str,
    body: str,
    language: str = "en",
    way: SentBy = SentBy.EMAIL,
) -> OutboxMessage:
    """Store a message in the caller's transaction; the same ``unique_key`` again returns the first one unchanged.

    Args:
        keys: the ring that seals address, subject and body.
        unique_key: names what the message is about, as ``receipt:<uuid>``; ids only.
        kind: what sort of message it is, as ``referral-receipt``.
        language: the language of subject and body.

    Raises:
        ValueError: when the address is none, or address or subject hold a line break.
    """
    check(way=way, to=to, subject=subject)
    identity = secrets.token_hex(16)
    written = json.dumps({"to": to, "subject": subject, "body": body, "language": language}).encode()
    key_id, sealed = keys.seal(written, place=place(identity))
    at = now()
    message = OutboxMessage(
        unique_key=unique_key,
        message_id=identity,
        kind=kind,
        way=way,
        key_id=key_id,
        sealed=sealed,
        created_at=at,
        due_at=at,
    )
    if add_once(session, message):
        return message
    return session.scalars(select(OutboxMessage).where(OutboxMessage.unique_key == unique_key)).one()


def lease(session: Session, *, at: datetime, due_by: datetime, lasting: timedelta) -> Leased | None:
    """Take the message that has been due longest, so that no other worker sends it meanwhile; None when none is due.

    A lease that has run out, because its worker ended, counts as none. What was refused for good is not due.
    """
    until, late = OutboxMessage.leased_until, at + _NEVER_SO_LATE
    free = or_(until.is_(None), until <= at, until > late)
    due = or_(OutboxMessage.due_at <= due_by, OutboxMessage.due_at > late)
    waiting = OutboxMessage.sent_at.is_(None) & OutboxMessage.refused_at.is_(None) & due & free
    first = select(OutboxMessage.id).where(waiting).order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1)
    # The condition stands twice: a worker that waited for another's row lock must look at the row again.
    taken = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(first.scalar_subquery()), waiting)
        .values(leased_until=at + lasting, attempts=OutboxMessage.attempts + 1)
        .returning(
            OutboxMessage.id,
            OutboxMessage.message_id.label("identity"),
            OutboxMessage.kind,
            OutboxMessage.way,
            OutboxMessage.key_id,
            OutboxMessage.sealed,
            OutboxMessage.created_at,
            OutboxMessage.attempts.label("attempt"),
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Leased(**taken._mapping, leased_until=at + lasting) if taken else None


def open_message(leased: Leased, *, keys: KeyRing) -> Message:
    """Open what a leased message says.

    Raises:
        CannotOpen: when its key is not in the ring, or it was moved or damaged.
    """
    written = json.loads(keys.open(leased.key_id, leased.sealed, place=place(leased.identity)))
    return Message(
        identity=leased.identity,
        kind=leased.kind,
        written_at=leased.created_at,
        way=leased.way,
        is_repeated=leased.attempt > 1,
        **written,
    )


def mark_sent(session: Session, leased: Leased, *, at: datetime) -> None:
    """Say that a message has gone out; what it said and to whom is kept no longer."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == leased.id)
        .values(sent_at=at, leased_until=None, last_error="", sealed=b"")
    )


def mark_failed(session: Session, leased: Leased, *, at: datetime, fault: str) -> None:
    """Say that a try failed, and when the next one is due.

    Does nothing when the lease has run out and another worker has the message.

    Args:
        fault: what went wrong, without the address.
    """
    _put_back(session, leased, due_at=at + wait_after(leased.attempt), last_error=fault[:200])


def mark_refused(session: Session, leased: Leased, *, at: datetime, fault: str) -> None:
    """Say that a message can never go out as it is; it is tried no more until somebody asks for it.

    Does nothing when the lease has run out and another worker has the message.
    """
    _put_back(session, leased, refused_at=at, last_error=fault[:200])


def _put_back(session: Session, leased: Leased, **values: datetime | str) -> None:
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == leased.id,
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.leased_until == leased.leased_until,
        )
        .values(leased_until=None, **values)
    )


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed try: doubling from 0.2 s, half more or less, up to an hour."""
    doubled = _FIRST_WAIT * 2 ** min(attempt - 1, _DOUBLINGS_TO_LONGEST)
    return timedelta(seconds=min(_LONGEST_WAIT, doubled * _CHANCE.uniform(0.5, 1.5)))


def place(identity: str) -> str:
    """Return where what a message says is bound to."""
    return f"outbox_messages.sealed:{identity}"
