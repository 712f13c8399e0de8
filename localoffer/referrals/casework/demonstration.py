"""What is agreed about the made-up referrals of a demonstration, and a note of the team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.referrals.before_support import KeepingSafe
from localoffer.referrals.before_support import keeping as before_support
from localoffer.referrals.casework import keeping, notes
from localoffer.referrals.casework.hours import HoursYear
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear
from localoffer.referrals.casework.vocabulary import Outcome
from localoffer.referrals.models import Referral


def agree(
    session: Session,
    referral: Referral,
    told: Mapping[str, Any],
    *,
    year: HoursYear,
    keys: KeyRing,
    actor: str,
    at: datetime,
) -> None:
    """Agree what a line of the county's file says: ``case_number``, ``agreed``, ``hours`` and ``note``, each optional.

    ``agreed`` holds goals as mappings of ``english``, ``translated`` and ``outcome``. With ``allergies`` the family has
    told what a worker must know.
    """
    parts: dict[str, Any] = {}
    if "case_number" in told:
        parts["case_number"] = told["case_number"]
    if "agreed" in told:
        parts["goals"] = tuple(_goal(one) for one in told["agreed"])
    if "hours" in told:
        parts["years"] = (AgreedYear(year.begins, told["hours"]),)
    if parts:
        keeping.save(session, referral, based_on=0, keys=keys, actor=actor, at=at, **parts)
    if "allergies" in told:
        session.flush()
        section = KeepingSafe(allergies=told["allergies"])
        before_support.keep(
            session, referral=referral, name="keeping_safe", section=section, keys=keys, actor="family", at=at
        )
    if "note" in told:
        notes.add(session, referral, text=told["note"], keys=keys, actor=actor, at=at)


def _goal(told: Mapping[str, str]) -> AgreedGoal:
    outcome = Outcome(told["outcome"]) if "outcome" in told else None
    return AgreedGoal(told["english"], told.get("translated", ""), outcome)
