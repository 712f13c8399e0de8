"""Letters that say what was decided: kept sealed on the referral, in the caller's transaction, and found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import MissingRow
from localoffer.referrals import sealing
from localoffer.referrals.deciding.models import DecisionLetter
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.triage import UNDECIDED

PDF = "referral_letters.sealed_pdf"


@dataclass(frozen=True)
class Made:
    """A letter as a PDF, and the language that it is in."""

    language: str
    pdf: bytes


def keep(
    session: Session, referral: Referral, change: StageChange, made: Made, *, keys: KeyRing, actor: str, at: datetime
) -> DecisionLetter:
    """Keep a letter about a decision, sealed."""
    letter = DecisionLetter(
        referral_id=referral.id,
        change_id=change.id,
        language=made.language,
        sealed_pdf=sealing.seal_file(referral, made.pdf, keys=keys, column=PDF, at=at),
        made_by=actor,
        made_at=at,
    )
    session.add(letter)
    session.flush()
    details = {"letter": letter.id, "language": letter.language}
    _record(session, referral, "referral.letter_made", details, keys=keys, actor=actor)
    return letter


def every(session: Session, referral: Referral) -> Sequence[DecisionLetter]:
    """Return all letters about a referral, newest first, without what they say."""
    wanted = select(DecisionLetter).where(DecisionLetter.referral_id == referral.id)
    return session.scalars(wanted.order_by(DecisionLetter.id.desc())).all()


def standing(session: Session, referral: Referral) -> Sequence[DecisionLetter]:
    """Return the letters whose decision holds, newest first: none from before it was taken back."""
    taken_back = select(func.coalesce(func.max(StageChange.id), 0)).where(
        StageChange.referral_id == referral.id, StageChange.to_stage.in_(UNDECIDED)
    )
    wanted = select(DecisionLetter).where(
        DecisionLetter.referral_id == referral.id, DecisionLetter.change_id > taken_back.scalar_subquery()
    )
    return session.scalars(wanted.order_by(DecisionLetter.id.desc())).all()


def content(session: Session, referral: Referral, number: int, *, keys: KeyRing) -> Made:
    """Return one letter about a referral, opened.

    Raises:
        MissingRow: when it has none of that number.
        CannotOpen: when the referral's key was destroyed, or the letter was changed.
    """
    wanted = select(DecisionLetter).where(DecisionLetter.id == number, DecisionLetter.referral_id == referral.id)
    letter = session.scalars(wanted.options(undefer(DecisionLetter.sealed_pdf))).one_or_none()
    if letter is None:
        raise MissingRow("letter")
    pdf = sealing.open_file(referral, letter.sealed_pdf, keys=keys, column=PDF, at=letter.made_at)
    return Made(letter.language, pdf)


def record_look(session: Session, referral: Referral, number: int, *, keys: KeyRing, actor: str) -> None:
    """Write down that a member of staff opened a letter."""
    _record(session, referral, "referral.letter_viewed", {"letter": number}, keys=keys, actor=actor)


def _record(
    session: Session, referral: Referral, action: str, details: dict[str, Any], *, keys: KeyRing, actor: str
) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=action,
        subject="referral",
        subject_id=str(referral.uuid),
        details=details,
    )
