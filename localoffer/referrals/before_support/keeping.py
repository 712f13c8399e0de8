"""Keeping what matters before support starts: sealed under the referral's key, section by section, until it starts."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals import sealing
from localoffer.referrals.before_support import BeforeSupport
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage as Stage
from localoffer.referrals.vocabulary import TaskKind

OPEN = frozenset(
    {Stage.RECEIVED, Stage.BEING_LOOKED_AT, Stage.MORE_INFORMATION, Stage.ACCEPTED, Stage.WAITING_FOR_PROVIDER}
)
_COLUMN = "referrals.sealed_before_support"


class TooLate(Exception):
    """Support has started, or the referral is at its end: nothing can be changed here any more."""


def told_so_far(referral: Referral, *, keys: KeyRing) -> BeforeSupport:
    """Return what was told about a referral.

    Raises:
        CannotOpen: when the referral's key was destroyed, or the bytes were changed.
    """
    if referral.sealed_before_support is None:
        return BeforeSupport()
    sealed, at = referral.sealed_before_support, referral.received_at
    return BeforeSupport.from_json(json.loads(sealing.open_text(referral, sealed, keys=keys, column=_COLUMN, at=at)))


def keep(
    session: Session, *, referral: Referral, name: str, section: object, keys: KeyRing, actor: str, at: datetime
) -> None:
    """Keep one section, in the place of what it said before, with a task for the team where it has read the form.

    Raises:
        TooLate: when nothing can be changed any more.
    """
    session.refresh(referral, with_for_update={"of": Referral})
    if referral.stage not in OPEN:
        raise TooLate
    before = told_so_far(referral, keys=keys)
    told = before.with_section(name, section)
    if told == before:
        return
    written = json.dumps(told.to_json())
    sealed = sealing.seal_text(referral, written, keys=keys, column=_COLUMN, at=referral.received_at)
    # not through the row's own version: whoever of the team has it open is not disturbed by this
    session.execute(
        update(Referral).where(Referral.id == referral.id).values(sealed_before_support=sealed),
        execution_options={"synchronize_session": False},
    )
    if referral.stage is not Stage.RECEIVED:
        tracking.add_task(session, referral, TaskKind.INFORMATION, at=at)
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.before_support_told",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"section": name},
    )
