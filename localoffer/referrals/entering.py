"""Making a referral of what a member of staff took down: like one from the form, with who took it and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals import submission
from localoffer.referrals.answers import Answers
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import CameBy


@dataclass(frozen=True)
class TakenDown:
    """A paper form or a call: what it said, how and when it came, and the token of the page it was typed into.

    ``language`` is that of the mails to whoever asks.
    """

    token: str
    answers: Answers
    came_by: CameBy
    language: str
    received_at: datetime


def enter(session: Session, taken: TakenDown, *, keys: KeyRing, desk: Desk, actor: str, at: datetime) -> Referral:
    """Make the referral, with its audit entries and messages; the same page again returns the one made first.

    It is never set aside: somebody of the team has spoken with the family, or held its letter.

    Raises:
        Incomplete: when an answer that every referral needs is missing.
    """
    referral = submission.submit(
        session,
        draft=Draft(taken.token, taken.answers),
        keys=keys,
        desk=desk,
        language=taken.language,
        at=at,
        received_at=taken.received_at,
        came_by=taken.came_by,
    )
    if referral.entered_by:
        return referral
    referral.entered_by = actor
    session.flush()
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.entered",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"came_by": taken.came_by.value, "fields": sorted(taken.answers.to_json())},
    )
    return referral
