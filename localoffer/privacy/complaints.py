"""Complaints about how personal data was used: stored once, acknowledged within 30 days, answered and dated."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.forms import marks
from localoffer.outbox import store
from localoffer.privacy import admin_messages, complaint_sealing, messages
from localoffer.privacy.complaint_sealing import Told
from localoffer.privacy.models import DataComplaint
from localoffer.referrals import codes
from localoffer.working_days import day_of

ACKNOWLEDGE_WITHIN = timedelta(days=30)
BY_RECEIPT = "receipt"
RECEIPT, _NOTICE = "complaint-receipt", "complaint-notice"
_TRIES = 5


class ChangedMeanwhile(Exception):
    """Somebody else has changed the complaint since it was shown."""


@dataclass(frozen=True)
class Office:
    """Whose complaints they are: the council, and what the links in its mails begin with."""

    council: Council
    base_url: str


def complain(
    session: Session, *, told: Told, mark: str, keys: KeyRing, office: Office, language: str, at: datetime
) -> DataComplaint:
    """Store a complaint with its receipt, the notice to the council and its audit entry, in the caller's transaction.

    The same form sent twice returns the complaint that was stored first.

    Args:
        mark: what the page of the form carried: random, and different each time the page was opened.
        language: that of the page; the receipt is in it.
    """
    sent_hash = marks.sent_hash(mark, asdict(told))
    for _ in range(_TRIES):
        there = session.scalars(select(DataComplaint).where(DataComplaint.sent_hash == sent_hash)).one_or_none()
        if there is not None:
            return there
        row = _row(told, sent_hash, keys=keys, language=language, at=at)
        if not add_once(session, row):
            continue
        _tell(session, row, told, keys=keys, office=office)
        _record(session, row, "complaint.made", keys=keys, actor="family")
        return row
    raise RuntimeError(f"no free reference in {_TRIES} tries")


def acknowledge(
    session: Session, *, row: DataComplaint, seen_version: int, keys: KeyRing, actor: str, at: datetime
) -> None:
    """Say that somebody was told, by telephone or letter, that their complaint has come.

    Raises:
        ChangedMeanwhile: when the complaint is no longer the one that was shown.
    """
    row.acknowledged_at, row.acknowledged_by = at, actor
    _change(session, row, seen_version)
    _record(session, row, "complaint.acknowledged", keys=keys, actor=actor)


def answer(
    session: Session, *, row: DataComplaint, answered: str, seen_version: int, keys: KeyRing, actor: str, at: datetime
) -> None:
    """Say that a complaint was answered, and with what. An answer acknowledges it, too.

    Raises:
        ChangedMeanwhile: when the complaint is no longer the one that was shown.
    """
    complaint_sealing.seal_answer(row, answered, keys=keys)
    row.answered_at, row.answered_by = at, actor
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = at, actor
    _change(session, row, seen_version)
    _record(session, row, "complaint.answered", keys=keys, actor=actor)


def record_look(session: Session, *, row_uuid: uuid.UUID, keys: KeyRing, actor: str) -> None:
    """Write down that somebody read a complaint."""
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="complaint.viewed",
        subject="data_complaint",
        subject_id=str(row_uuid),
    )


def receipt_key(row: DataComplaint) -> str:
    """Return what the receipt of a complaint is known by in the outbox."""
    return f"{RECEIPT}:{row.uuid}"


def _row(told: Told, sent_hash: bytes, *, keys: KeyRing, language: str, at: datetime) -> DataComplaint:
    row = DataComplaint(
        uuid=uuid.uuid4(),
        reference=f"DC-{codes.new_reference()}",
        sent_hash=sent_hash,
        language=language,
        made_at=at,
        acknowledge_by=day_of(at) + ACKNOWLEDGE_WITHIN,
        acknowledged_at=at if told.email else None,
        acknowledged_by=BY_RECEIPT if told.email else "",
        answered_by="",
    )
    complaint_sealing.seal(row, told, keys=keys)
    return row


def _tell(session: Session, row: DataComplaint, told: Told, *, keys: KeyRing, office: Office) -> None:
    council = office.council
    receipt = messages.receipt(row.reference, row.language, council)
    notice = admin_messages.notice(row.reference, office.base_url)
    mails = (
        (_NOTICE, council.data_protection.email, notice),
        (RECEIPT, told.email, receipt),
    )
    for kind, to, written in (mail for mail in mails if mail[1]):
        store.enqueue(
            session,
            keys=keys,
            unique_key=f"{kind}:{row.uuid}",
            kind=kind,
            to=to,
            subject=written.subject,
            body=written.body,
            language=written.language,
        )


def _change(session: Session, row: DataComplaint, seen_version: int) -> None:
    if row.row_version != seen_version:
        raise ChangedMeanwhile
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error


def _record(session: Session, row: DataComplaint, action: str, *, keys: KeyRing, actor: str) -> None:
    audit.record(
        session, key=keys.audit, actor=actor, action=action, subject="data_complaint", subject_id=str(row.uuid)
    )
