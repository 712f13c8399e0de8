"""Referrals by hand, as rows alone: what figures count of them, and nothing that can be opened."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from localoffer.referrals.models import Referral, ReferralKey, StageChange
from localoffer.referrals.vocabulary import ReferralStage, Referrer


def moment(year: int, month: int = 6, day: int = 15, hour: int = 12) -> datetime:
    """Return a moment in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def refer(session: Session, at: datetime, **told: Any) -> Referral:
    """Add a referral that came at a moment. The caller commits."""
    values = {"referrer": Referrer.PARENT, "language": "en", "stage": ReferralStage.RECEIVED, "promised_by": None}
    referral = Referral(
        reference=secrets.token_hex(4),
        journey_hash=secrets.token_bytes(32),
        notice_version="1",
        received_at=at,
        stage_changed_at=at,
        sealed_summary=b"",
        sealed_answers=b"",
        key=ReferralKey(key_id="none", wrapped=b""),
        **{**values, **told},
    )
    session.add(referral)
    return referral


def move(referral: Referral, to: ReferralStage, at: datetime) -> None:
    """Add a move of a referral, which stands at that stage afterwards."""
    referral.changes.append(
        StageChange(from_stage=referral.stage, to_stage=to, sealed_note=None, made_by="staff:1", made_at=at)
    )
    referral.stage = to


def promised(day: int) -> date:
    """Return a day of June 2026."""
    return date(2026, 6, day)
