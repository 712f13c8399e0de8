"""Letters about made-up referrals, so that a demonstration has some to open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.models import Listing
from localoffer.referrals.deciding import alternatives, composing, letters, making
from localoffer.referrals.deciding.making import Workshop
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import ReferralStage, Refusal
from localoffer.vocabulary import ListingStatus

_ACTOR = "command"


def load(session: Session, referrals: Iterable[Referral], *, workshop: Workshop, at: datetime) -> None:
    """Make a letter about each decision that stands and has none, with why and what may help instead."""
    session.flush()
    for referral in referrals:
        decision = making.decision_of(referral)
        if decision is None or letters.every(session, referral):
            continue
        if decision.to_stage is ReferralStage.NOT_ACCEPTED:
            _say_why(session, decision)
        family = composing.family_language(referral, keys=workshop.keys)
        made = making.letter(session, referral, decision, workshop=workshop, family=family)
        letters.keep(session, referral, decision, made, keys=workshop.keys, actor=_ACTOR, at=at)


def _say_why(session: Session, decision: StageChange) -> None:
    decision.reason = Refusal.OTHER_HELP
    some = select(Listing.id).where(Listing.status == ListingStatus.PUBLISHED).order_by(Listing.id).limit(2)
    alternatives.name(session, decision, session.scalars(some).all())
