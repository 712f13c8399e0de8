"""The letter that gives a family a new code of its own: made once, shown once, in the family's language."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from localoffer.crypto import CannotOpen
from localoffer.db import session
from localoffer.languages import speaking
from localoffer.referrals import queries, sealing
from localoffer.referrals.admin import here, one
from localoffer.referrals.admin import reach as admin_reach
from localoffer.referrals.asking import at_hand
from localoffer.referrals.following import tracking
from localoffer.referrals.vocabulary import Referrer
from localoffer.staff.guard import current_actor, needs


@needs("referrals.change")
def letter(reference: str) -> ResponseReturnValue:
    """Make a new code for the family and show it as a letter to print; the family's earlier code stops working."""
    referral = queries.get(session(), reference=reference, locked=True)
    if referral.set_aside_at is not None:
        return one.to_referral(referral)
    try:
        answers = sealing.open_answers(referral, keys=at_hand.keys())
    except CannotOpen:
        return one.to_referral(referral)
    code = tracking.issue_family_code(session(), referral, keys=at_hand.keys(), actor=current_actor())
    reach = admin_reach.reach(answers, here.names())
    address = answers.contact.address if answers.contact and admin_reach.may_post(answers) else ""
    is_young = referral.referrer is Referrer.YOUNG_PERSON
    with speaking(referral.language, to_young_person=is_young) as spoken:
        return render_template(
            "referrals/letter.html",
            reference=referral.reference,
            code=code,
            name=admin_reach.addressee(answers),
            address=address,
            today=at_hand.today(),
            status_address=f"{at_hand.desk().base_url}{spoken.prefix}/refer/status",
            reach=reach,
        )
