"""The letters about one referral, as the team sees, prints and remakes them."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from localoffer.db import database, session
from localoffer.languages import format_date, get
from localoffer.referrals import queries, triage
from localoffer.referrals.asking import at_hand
from localoffer.referrals.deciding import letters, views
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor, needs
from localoffer.working_days import day_of


@dataclass(frozen=True)
class LetterRow:
    """One letter: its number, the day it was made, its language, and whether the family sees it."""

    number: int
    day: str
    language: str
    is_shown: bool


def rows(referral: Referral) -> list[LetterRow]:
    """Return the letters about a referral, newest first; it asks the database only after a decision."""
    if not any(change.to_stage in triage.DECISIONS for change in referral.changes):
        return []
    undecided = [change.id for change in referral.changes if change.to_stage in triage.UNDECIDED]
    return [
        LetterRow(
            number=one.id,
            day=format_date(day_of(one.made_at)),
            language=str(get(one.language).locale.get_language_name("en")),
            is_shown=one.change_id > max(undecided, default=0),
        )
        for one in letters.every(session(), referral)
    ]


@needs("referrals.read")
def letter(reference: str, number: int) -> ResponseReturnValue:
    """Send a letter to read or to print, and write down who opened it."""
    referral = queries.get(session(), reference=reference)
    made = letters.content(session(), referral, number, keys=at_hand.keys())
    # an open letter is read without writing: the look has a transaction of its own
    with database().transaction() as own:
        letters.record_look(own, referral, number, keys=at_hand.keys(), actor=current_actor())
    return views.as_pdf(made)
