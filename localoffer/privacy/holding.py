"""Holding a referral for the law: while it is held, nothing of it is erased."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals.models import Referral


class Because(StrEnum):
    """Why a referral is held: a code, so that the audit says it without saying who."""

    COURT = "court"
    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    SAFEGUARDING = "safeguarding"


def hold(session: Session, referral: Referral, *, because: Because, keys: KeyRing, actor: str, at: datetime) -> bool:
    """Hold a referral; return False where it is held already."""
    if referral.held_since is not None:
        return False
    referral.held_since = at
    session.flush()
    _record(session, referral, "referral.held", keys=keys, actor=actor, details={"because": because.value})
    return True


def release(session: Session, referral: Referral, *, keys: KeyRing, actor: str) -> bool:
    """Hold a referral no longer; return False where it is not held."""
    if referral.held_since is None:
        return False
    referral.held_since = None
    session.flush()
    _record(session, referral, "referral.released", keys=keys, actor=actor, details={})
    return True


def _record(
    session: Session, referral: Referral, action: str, *, keys: KeyRing, actor: str, details: dict[str, str]
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
