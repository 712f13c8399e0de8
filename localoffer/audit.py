"""Who did what to what: append-only, each entry chained to the one before by a keyed hash.

Entries hold ids and codes, never names or what a family wrote. The chain proves that nothing in it was changed, left
out or moved; that its end was not cut off is proved by the head (number and hash), kept outside the database. Its
oldest entries may go, up to one that a signed checkpoint names: from there on the chain proves itself as before.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Index, LargeBinary, Row, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localoffer.db import Base, at_last, now

_LONGEST = {"actor": 80, "action": 60, "subject": 40, "subject_id": 60}
_START = b"\0" * 32
_CHECKPOINT = b"audit checkpoint\0"
# made once: verifying asks it for every entry
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class AuditEntry(Base):
    """One thing that somebody did, or looked at."""

    __tablename__ = "audit_entries"
    # with the number, by which whoever searches goes through them
    __table_args__ = (
        Index(None, "actor", "number"),
        Index(None, "action", "number"),
        Index(None, "subject", "subject_id", "number"),
        Index(None, "at"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(_LONGEST["actor"]))
    action: Mapped[str] = mapped_column(String(_LONGEST["action"]))
    subject: Mapped[str] = mapped_column(String(_LONGEST["subject"]))
    subject_id: Mapped[str] = mapped_column(String(_LONGEST["subject_id"]))
    details: Mapped[dict[str, Any]]
    previous_mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The end of the chain; its one row is locked while an entry is added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditCheckpoint(Base):
    """The last of the entries that were removed, signed; the chain goes on from it."""

    __tablename__ = "audit_checkpoints"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]
    signature: Mapped[bytes] = mapped_column(LargeBinary(32))


class BrokenChain(Exception):
    """The audit does not hold together; the message says at which entry."""


class Done(NamedTuple):
    """One thing that was done, as ``record`` takes it."""

    action: str
    subject: str
    subject_id: str
    details: Mapping[str, Any] | None = None


def record(
    session: Session,
    *,
    key: bytes,
    actor: str,
    action: str,
    subject: str,
    subject_id: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add one entry to the chain, in the caller's transaction; in a ``db.rows_first``, at its end.

    Args:
        key: the audit key of the key ring, 32 bytes.
        actor: ``staff:<id>``, ``family``, ``system`` or ``command``.
        action: what was done, as ``referral.submitted``.
        subject: the kind of thing it was done to, as ``referral``.
        subject_id: its id, never a name.
        details: codes and ids that explain it, as the names of the fields that changed.

    Raises:
        ValueError: when a text is longer than its column.
    """
    record_all(session, [Done(action, subject, subject_id, details)], key=key, actor=actor)


def record_all(session: Session, done: Iterable[Done], *, key: bytes, actor: str) -> None:
    """Add several entries to the chain at once, as ``record`` does one.

    Raises:
        ValueError: when a text is longer than its column, which SQLite alone would not mind.
    """
    told = list(done)
    for one in told:
        _require_room(actor=actor, action=one.action, subject=one.subject, subject_id=one.subject_id)
    at_last(session, partial(_add, session, told, key=key, actor=actor), order="first")


def _add(session: Session, done: Iterable[Done], *, key: bytes, actor: str) -> None:
    head = session.scalars(select(AuditHead).with_for_update()).one()
    entries = []
    for one in done:
        entry = AuditEntry(
            number=head.number + 1,
            at=now(),
            actor=actor,
            action=one.action,
            subject=one.subject,
            subject_id=one.subject_id,
            details=dict(one.details or {}),
            previous_mac=head.mac,
        )
        entry.mac = _mac(key, entry)
        head.number, head.mac = entry.number, entry.mac
        entries.append(entry)
    session.add_all(entries)
    session.flush()


def _require_room(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > _LONGEST[name]:
            raise ValueError(f"the {name} of an entry has at most {_LONGEST[name]} characters, not {len(text)}")


def verify(session: Session, *, key: bytes, anchored: Mapping[int, bytes] | None = None) -> int:
    """Go through the whole chain and return how many entries it has.

    Args:
        anchored: hashes of entries by their numbers, as they were written down outside the database.

    Raises:
        BrokenChain: at the first entry that was changed, left out or moved, or when the end is missing.
    """
    first, mac = _beginning(session, key)
    number, outside = first, {one: known for one, known in (anchored or {}).items() if one >= first}
    _agree(outside, number, mac)
    # not as objects: there may be a million
    every = select(*AuditEntry.__table__.columns).order_by(AuditEntry.number).execution_options(yield_per=1000)
    for entry in session.execute(every):
        number += 1
        if entry.number != number or entry.previous_mac != mac or not hmac.compare_digest(entry.mac, _mac(key, entry)):
            raise BrokenChain(f"entry {number} is not what was written")
        mac = entry.mac
        _agree(outside, number, mac)
    if missing := max((one for one in outside if one > number), default=0):
        raise BrokenChain(
            f"entries {number + 1} to {missing} are missing: entry {missing} is known outside the database"
        )
    head = session.scalar(select(AuditHead))
    if (head.number, head.mac) != (number, mac) if head else number > 0:
        raise BrokenChain(f"entries after {number} are missing")
    return number - first


def _agree(outside: dict[int, bytes], number: int, mac: bytes) -> None:
    if outside.get(number, mac) != mac:
        raise BrokenChain(f"entry {number} is not the one that was written down outside the database")


def shorten(session: Session, *, key: bytes, through: int, at: datetime) -> int:
    """Remove the entries up to one of them, which a signed checkpoint then stands for; return how many went.

    In the caller's transaction; nobody adds an entry meanwhile. Verify the chain first: what is removed can never be
    proved again.

    Args:
        through: the number of the last entry that goes.

    Raises:
        NoResultFound: when there is no such entry.
    """
    session.execute(select(AuditHead).with_for_update())
    mac = session.execute(select(AuditEntry.mac).where(AuditEntry.number == through)).scalar_one()
    session.add(AuditCheckpoint(number=through, mac=mac, made_at=at, signature=_signature(key, through, mac)))
    session.flush()
    going = AuditEntry.number <= through
    count = session.scalar(select(func.count()).select_from(AuditEntry).where(going)) or 0
    session.execute(delete(AuditEntry).where(going).execution_options(synchronize_session=False))
    return count


def _beginning(session: Session, key: bytes) -> tuple[int, bytes]:
    """Return number and hash of the entry after which the chain begins."""
    newest = select(AuditCheckpoint).order_by(AuditCheckpoint.number.desc()).limit(1)
    found = session.scalars(newest).one_or_none()
    if found is None:
        return 0, _START
    if not hmac.compare_digest(found.signature, _signature(key, found.number, found.mac)):
        raise BrokenChain(f"the checkpoint at entry {found.number} is not ours")
    return found.number, found.mac


def _signature(key: bytes, number: int, mac: bytes) -> bytes:
    return hmac.digest(key, _CHECKPOINT + str(number).encode() + b"\0" + mac, hashlib.sha256)


def head(session: Session) -> tuple[int, bytes]:
    """Return number and hash of the last entry: what is to be kept outside the database."""
    last = session.scalar(select(AuditHead))
    return (last.number, last.mac) if last else (0, _START)


def _mac(key: bytes, entry: AuditEntry | Row[Any]) -> bytes:
    said = _CANONICAL.encode(
        [entry.number, entry.at.isoformat(), entry.actor, entry.action, entry.subject, entry.subject_id, entry.details]
    )
    return hmac.digest(key, entry.previous_mac + said.encode(), hashlib.sha256)
