"""Showing something sensitive of one referral to whoever asks for it: each look is written down by itself."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from localoffer.db import MissingRow, database, session
from localoffer.referrals import queries
from localoffer.referrals.admin import beside, one
from localoffer.referrals.admin.one import Sent
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import looking
from localoffer.referrals.casework.vocabulary import Sensitive
from localoffer.staff.guard import current_actor, needs


@needs("referrals.read")
def reveal(reference: str) -> ResponseReturnValue:
    """Show the page of a referral with one sensitive thing on it, once: the next page hides it again.

    Raises:
        MissingRow: when there is no such thing.
    """
    referral = queries.get(session(), reference=reference)
    form = beside.revealing(sent=True)
    if form.part.data not in set(Sensitive):
        raise MissingRow("part")
    if not form.validate():
        return one.whole_page(referral, Sent(revealing=form))
    part, uuid, actor = Sensitive(form.part.data), referral.uuid, current_actor()
    page = one.whole_page(referral, shown=part)
    with database().transaction() as own:
        looking.record_reveal(own, uuid, part, reason=form.why, keys=at_hand.keys(), actor=actor)
    return page
