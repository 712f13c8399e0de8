"""Telling the family that the team did something, and telling the team whether the family could be told."""

from __future__ import annotations

from flask import flash

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral, ReferralMessage, StageChange
from localoffer.referrals.telling import updating
from localoffer.vocabulary import SentBy


def tell_of_move(referral: Referral, change: StageChange) -> None:
    """Tell whoever follows a referral that it moved."""
    _tell(referral, f"move-{change.id}", family_alone=False)


def tell_of_message(referral: Referral, message: ReferralMessage) -> None:
    """Tell the family that there is something to read, where it has a code to read it with."""
    if not updating.family_can_read(referral):
        flash(gettext("The family has no code yet, so it cannot read this. Make a letter with a code."))
        return
    flash(gettext("The family can read it on its status page now"))
    _tell(referral, f"message-{message.id}", family_alone=True)


def tell_of_agreement(referral: Referral, number: int) -> None:
    """Tell the family that it can read what is agreed now; ``number`` is that of its version."""
    if updating.family_can_read(referral):
        flash(gettext("The family can read it on its status page now"))
        _tell(referral, f"agreed-{number}", family_alone=True)


def _tell(referral: Referral, what: str, *, family_alone: bool) -> None:
    told = updating.tell(
        session(), referral, what=what, family_alone=family_alone, keys=at_hand.keys(), desk=at_hand.desk()
    )
    flash(
        {
            frozenset({SentBy.EMAIL}): gettext("The family gets an email that there is an update. It names nobody."),
            frozenset({SentBy.TEXT}): gettext("The family gets a text that there is an update. It names nobody."),
            frozenset(SentBy): gettext(
                "The family gets an email and a text that there is an update. They name nobody."
            ),
            frozenset(): gettext("No email or text goes to the family about it. Tell them in the way that they chose."),
        }[told]
    )
