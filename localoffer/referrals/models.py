"""Referrals, unfinished and sent. Whatever a person typed is stored encrypted."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.places.models import District
from localoffer.referrals.casework.models import AgreedHours, CaseNote, CaseVersion
from localoffer.referrals.deciding.models import DecisionLetter
from localoffer.referrals.vocabulary import (
    CameBy,
    CodeHolder,
    MessageBy,
    MessageKind,
    Opinion,
    ReferralStage,
    Referrer,
    Refusal,
    TaskKind,
)
from localoffer.vocabulary import AgeBand


class ReferralDraft(Base):
    """A form that is being filled in.

    The row is found by a hash of the browser's token and its content is encrypted under a key made from that token, so
    that the database and the server's own key together cannot read it. ``saved_at`` is set once somebody asked to come
    back to it: then it lives longer, and leaving in a hurry does not erase it.
    """

    __tablename__ = "referral_drafts"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    saved_at: Mapped[datetime | None]


class DraftReturn(Base):
    """A way back to a saved form: a return code, or the link of a mail, which is good for one time.

    Only a hash of it is stored; the browser's token of the form is sealed under a key made from it.
    """

    __tablename__ = "referral_draft_returns"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    draft_hash: Mapped[bytes] = mapped_column(ForeignKey("referral_drafts.token_hash", ondelete="CASCADE"), index=True)
    sealed_token: Mapped[bytes] = mapped_column(LargeBinary)
    one_use: Mapped[bool]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Referral(Base):
    """A request for 1-1 Life Skills support about one child or young person.

    ``journey_hash`` is unique, so that one journey can never make two. Plain columns hold only what the queue sorts
    and counts by; ``sealed_summary`` holds the name and date of birth, ``sealed_answers`` every answer, each encrypted
    under the referral's own data key. ``child_hash`` is the blind index by which the team finds the same child again;
    ``age_band`` is how old the child was when it was sent, for figures alone, None in rows from before they were made;
    ``entered_by`` is who of the team took it down, where it came on paper or by telephone; ``assigned_to`` is who of
    the team works on it (``staff:<id>``), empty for nobody; ``needs_interpreter`` is what the queue is narrowed by,
    None in rows from before it was; ``urgent`` says that somebody is at risk, and stays; ``set_aside_for`` holds the
    signs of spam for which it waits apart from the queue; ``held_since`` keeps it from being erased while the law
    needs it.
    """

    __tablename__ = "referrals"
    # the queue is counted, narrowed and sorted from this index alone: the rows are large, for they hold what is sealed
    __table_args__ = (
        Index(
            "ix_referrals_queue",
            *("set_aside_at", "stage", "received_at", "urgent", "urgent_answered_at", "promised_by", "assigned_to"),
            *("stage_changed_at", "district_id", "referrer", "language", "needs_interpreter"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    journey_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    stage: Mapped[ReferralStage] = mapped_column(default=ReferralStage.RECEIVED, index=True)
    referrer: Mapped[Referrer]
    language: Mapped[str] = mapped_column(String(12))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    notice_version: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(index=True)
    stage_changed_at: Mapped[datetime]
    promised_by: Mapped[date | None]
    came_by: Mapped[CameBy] = mapped_column(default=CameBy.FORM, server_default=CameBy.FORM.value)
    entered_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    urgent_answered_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None] = mapped_column(index=True)
    set_aside_for: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    held_since: Mapped[datetime | None]
    child_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    age_band: Mapped[AgeBand | None]
    assigned_to: Mapped[str] = mapped_column(String(80), default="", server_default="", index=True)
    needs_interpreter: Mapped[bool | None]
    row_version: Mapped[int] = mapped_column(default=1)
    sealed_summary: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_before_support: Mapped[bytes | None] = mapped_column(LargeBinary)

    district: Mapped[District | None] = relationship()
    key: Mapped[ReferralKey] = relationship(cascade="all, delete-orphan")
    changes: Mapped[list[StageChange]] = relationship(order_by="StageChange.id")
    codes: Mapped[list[ReferralCode]] = relationship(cascade="all, delete-orphan")
    messages: Mapped[list[ReferralMessage]] = relationship(order_by="ReferralMessage.id", cascade="all, delete-orphan")
    tasks: Mapped[list[ReferralTask]] = relationship(order_by="ReferralTask.id", cascade="all, delete-orphan")
    hours: Mapped[list[AgreedHours]] = relationship(viewonly=True)
    notes: Mapped[list[CaseNote]] = relationship(order_by="CaseNote.id", viewonly=True)
    case: Mapped[CaseVersion | None] = relationship(
        primaryjoin="and_(CaseVersion.referral_id == Referral.id, CaseVersion.replaced_at.is_(None))",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": row_version}


class ReferralKey(Base):
    """The data key of one referral, wrapped by a key of the ring (``key_id``). Destroying it erases the referral."""

    __tablename__ = "referral_keys"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(40))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class StageChange(Base):
    """One move of a referral, with the note (encrypted under the referral's key) of whoever made it.

    ``reason`` is what the family is told where it was not accepted.
    """

    __tablename__ = "referral_stage_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    from_stage: Mapped[ReferralStage]
    to_stage: Mapped[ReferralStage]
    reason: Mapped[Refusal | None]
    sealed_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]

    letters: Mapped[list[DecisionLetter]] = relationship(viewonly=True)


class ReferralCode(Base):
    """What somebody follows a referral with: a keyed hash of their status code.

    The family that somebody else asked for has no code until it claims one, by a link of which a hash is kept;
    ``claim_tries`` counts how often somebody tried, so that nobody finds out a date of birth by trying them all.
    """

    __tablename__ = "referral_codes"
    __table_args__ = (UniqueConstraint("referral_id", "whose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"))
    whose: Mapped[CodeHolder]
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    claim_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    claim_until: Mapped[datetime | None]
    claim_tries: Mapped[int] = mapped_column(default=0, server_default="0")


class ReferralMessage(Base):
    """Something written about a referral after it was sent, encrypted under the referral's key.

    ``page_hash`` is unique: what one page was sent with twice, by a double click, is kept once.
    """

    __tablename__ = "referral_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    by: Mapped[MessageBy]
    kind: Mapped[MessageKind]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(12))
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    page_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)


class ReferralTask(Base):
    """Something that the team has to do about a referral by a day; the note of whoever did it is encrypted.

    One that somebody wrote down has their own words, encrypted (``sealed_words``), and who wrote it. ``assigned_to`` is
    empty for whoever has the referral.
    """

    __tablename__ = "referral_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TaskKind]
    due_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(String(80), default="")
    sealed_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    assigned_to: Mapped[str] = mapped_column(String(80), default="", server_default="")

    referral: Mapped[Referral] = relationship(viewonly=True)


class FormOpinion(Base):
    """How the form was for somebody who filled it in; nothing says for which referral.

    ``page_hash`` is made from the browser's own token, which nobody else has: one opinion for each form.
    """

    __tablename__ = "form_opinions"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(12))
    referrer: Mapped[Referrer | None]
    opinion: Mapped[Opinion]
    key_id: Mapped[str | None] = mapped_column(String(40))
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    page_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)


class SentSign(Base):
    """A keyed hash of something that robots repeat (a text, part of an address), kept for two days to recognise it."""

    __tablename__ = "referral_sent_signs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    hashed: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class StatusTry(Base):
    """One look-up of a referral with a wrong code, known or unknown, so that codes cannot be guessed."""

    __tablename__ = "referral_status_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
