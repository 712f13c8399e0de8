"""Rows of every kind that is kept for a time, with what a test does not care for filled in."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.telling import Told as ToldComment
from localoffer.feedback.comments.telling import comment_of
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import complaint_sealing
from localoffer.privacy.complaint_sealing import Told
from localoffer.privacy.models import DataComplaint
from localoffer.referrals import codes, opinions
from localoffer.referrals.answers import Answers
from localoffer.referrals.models import (
    FormOpinion,
    Referral,
    ReferralCode,
    ReferralDraft,
    ReferralKey,
    ReferralMessage,
    ReferralTask,
)
from localoffer.referrals.sealing import Summary, seal_contents, seal_text
from localoffer.referrals.vocabulary import (
    CodeHolder,
    MessageBy,
    MessageKind,
    Opinion,
    ReferralStage,
    Referrer,
    TaskKind,
)

_numbers = count(1)


def _hash() -> bytes:
    return next(_numbers).to_bytes(32, "big")


def referral(
    session: Session,
    keys: KeyRing,
    *,
    stage: ReferralStage = ReferralStage.RECEIVED,
    changed_at: datetime,
    set_aside_at: datetime | None = None,
    held_since: datetime | None = None,
    first_name: str = "Zebedee",
    child_hash: bytes | None = None,
    uuid: UUID | None = None,
) -> Referral:
    """Store a referral with a key, a code, a message, a task, and a mail about it that went out just then."""
    data_key, key_id, wrapped = keys.new_data_key()
    made = Referral(
        uuid=uuid or uuid4(),
        reference=codes.new_reference(),
        journey_hash=_hash(),
        stage=stage,
        referrer=Referrer.PARENT,
        language="en",
        notice_version="2026-11",
        received_at=changed_at,
        stage_changed_at=changed_at,
        set_aside_at=set_aside_at,
        held_since=held_since,
        child_hash=child_hash,
        key=ReferralKey(key_id=key_id, wrapped=wrapped),
        codes=[ReferralCode(whose=CodeHolder.REFERRER, code_hash=_hash())],
        tasks=[ReferralTask(kind=TaskKind.INFORMATION, due_on=changed_at.date(), made_at=changed_at, done_by="")],
    )
    summary = Summary(first_name, "Quillfeather", "", date(2015, 3, 27), "en")
    seal_contents(made, data_key=data_key, summary=summary, answers=Answers())
    session.add(made)
    session.flush()
    column = "referral_messages.sealed_text"
    made.messages.append(
        ReferralMessage(
            by=MessageBy.TEAM,
            kind=MessageKind.UPDATE,
            sealed_text=seal_text(made, "Wobblesome news", keys=keys, column=column, at=changed_at),
            language="en",
            made_by="staff:1",
            made_at=changed_at,
        )
    )
    message(session, keys, unique_key=f"receipt:{made.uuid}", created_at=changed_at)
    session.flush()
    return made


def message(
    session: Session,
    keys: KeyRing,
    *,
    created_at: datetime,
    sent_at: datetime | None = None,
    unique_key: str = "",
) -> OutboxMessage:
    """Store a message that waits, or one that went out."""
    made = store.enqueue(
        session,
        keys=keys,
        unique_key=unique_key or f"test:{next(_numbers)}",
        kind="test",
        to="philippa@example.org",
        subject="Subject",
        body="Body",
    )
    made.created_at, made.sent_at = created_at, sent_at
    if sent_at is not None:
        made.sealed = b""
    session.flush()
    return made


def draft(session: Session, *, expires_at: datetime, saved: bool) -> ReferralDraft:
    """Store a form that somebody fills in."""
    made = ReferralDraft(
        token_hash=_hash(),
        sealed=b"sealed",
        created_at=expires_at,
        changed_at=expires_at,
        expires_at=expires_at,
        saved_at=expires_at if saved else None,
    )
    session.add(made)
    session.flush()
    return made


def opinion(session: Session, keys: KeyRing, *, day: date) -> FormOpinion:
    """Store how the form was for somebody."""
    page_hash = _hash()
    key_id, sealed = keys.seal(b"Wobblesome form", place=opinions.place(page_hash))
    made = FormOpinion(
        day=day, language="en", opinion=Opinion.EASY, key_id=key_id, sealed_words=sealed, page_hash=page_hash
    )
    session.add(made)
    session.flush()
    return made


def comment(session: Session, keys: KeyRing, *, told_on: date) -> Comment:
    """Store a comment whose writer waits for an answer."""
    told = ToldComment("en", about="site", words="Wobblesome clubs", email="philippa@example.org")
    made = comment_of(told, sent_hash=_hash(), keys=keys, on=told_on)
    session.add(made)
    session.flush()
    return made


def complaint(session: Session, keys: KeyRing, *, made_at: datetime, answered_at: datetime | None) -> DataComplaint:
    """Store a complaint, answered or not."""
    made = DataComplaint(
        uuid=uuid4(),
        reference=f"DC-{codes.new_reference()}",
        sent_hash=_hash(),
        language="en",
        made_at=made_at,
        acknowledge_by=made_at.date(),
        answered_at=answered_at,
        acknowledged_by="",
        answered_by="",
    )
    complaint_sealing.seal(made, Told("Philippa", "Wobblesome letters", email="philippa@example.org"), keys=keys)
    if answered_at is not None:
        complaint_sealing.seal_answer(made, "We are sorry", keys=keys)
    session.add(made)
    session.flush()
    return made
