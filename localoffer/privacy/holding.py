"""Holding a referral for the law: while it is held, nothing of it is erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.privacy.vocabulary import Because
from localoffer.referrals.models import Referral

_HELD = "referral.held"


def because(session: Session, referral: Referral) -> Because | None:
    """Return why a referral is held, as the audit has it; None where it is not."""
    if referral.held_since is None:
        return None
    held = select(AuditEntry).where(AuditEntry.action == _HELD, AuditEntry.subject_id == str(referral.uuid))
    entry = session.scalars(held.order_by(AuditEntry.number.desc()).limit(1)).one_or_none()
    return Because(entry.details["because"]) if entry else None


def hold(session: Session, referral: Referral, *, why: Because, keys: KeyRing, actor: str, at: datetime) -> bool:
    """Hold a referral; return False where it is held already."""
    if referral.held_since is not None:
        return False
    referral.held_since = at
    session.flush()
    _record(session, referral, _HELD, keys=keys, actor=actor, details={"because": why.value})
    return True


def release(session: Session, referral: Referral, *, keys: KeyRing, actor: str) -> bool:
    """Hold a referral no longer; return False where it is not held."""
    if referral.held_since is None:
        return False
    referral.held_since = None
    session.flush()
    _record(session, referral, "referral.hold_ended", keys=keys, actor=actor, details={})
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
