"""The team opens a letter about a decision to print it, or makes one later."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.referrals import queries
from localoffer.referrals.admin import one
from localoffer.referrals.asking import at_hand
from localoffer.referrals.deciding import admin_page, composing, letters, making, views
from localoffer.referrals.deciding.press import CannotPrint
from localoffer.staff.guard import current_actor, needs


@needs("referrals.read")
def letter(reference: str, number: int) -> ResponseReturnValue:
    """Send a letter to read or to print, and write down who opened it."""
    referral = queries.get(session(), reference=reference)
    made = letters.content(session(), referral, number, keys=at_hand.keys())
    # an open letter is read without writing: the look has a transaction of its own
    with database().transaction() as own:
        letters.record_look(own, referral, number, keys=at_hand.keys(), actor=current_actor())
    return views.as_pdf(made)


@needs("referrals.change")
def make(reference: str) -> ResponseReturnValue:
    """Make a letter about the decision that stands: for one that has none, or whose text has changed since."""
    referral = queries.get(session(), reference=reference, locked=True)
    decision = making.decision_of(referral)
    if decision is None or referral.set_aside_at is not None:
        return one.to_referral(referral)
    family = composing.family_language(referral, keys=at_hand.keys())
    try:
        made = making.letter(session(), referral, decision, workshop=admin_page.workshop(), family=family)
    except CannotPrint:
        flash(gettext("The letter cannot be made: its text has letters that it lacks."))
        return one.to_referral(referral)
    letters.keep(session(), referral, decision, made, keys=at_hand.keys(), actor=current_actor(), at=now())
    flash(gettext("The letter is made. The family sees it on its status page."))
    return one.to_referral(referral)
