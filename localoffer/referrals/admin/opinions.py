"""How the form was for those who filled it in: counts, and what they wrote. It leads to no referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from localoffer import audit
from localoffer.crypto import CannotOpen
from localoffer.db import database, session
from localoffer.languages import format_date, gettext
from localoffer.referrals import opinions as said
from localoffer.referrals.admin import here
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import FormOpinion
from localoffer.staff.guard import current_actor, needs

_SHOWN_DAYS = 365
_MOST = 200


@dataclass(frozen=True)
class Row:
    """What one person said of the form."""

    day: str
    opinion: str
    referrer: str
    language: str
    words: str


@needs("referrals.read")
def opinions() -> ResponseReturnValue:
    """Show what people said of the form in the last year, and write down who read it."""
    since = at_hand.today() - timedelta(days=_SHOWN_DAYS)
    page = render_template(
        "referrals/admin/opinions.html",
        counts=[(opinion.title, number) for opinion, number in said.counted(session(), since=since).items()],
        rows=[_row(one) for one in said.with_words(session(), since=since, most=_MOST)],
        since=format_date(since),
    )
    actor, key = current_actor(), at_hand.keys().audit
    with database().transaction() as own:
        audit.record(own, key=key, actor=actor, action="opinions.viewed", subject="form", subject_id="opinions")
    return page


def _row(one: FormOpinion) -> Row:
    return Row(
        day=format_date(one.day),
        opinion=str(one.opinion.title),
        referrer=str(one.referrer.title) if one.referrer else gettext("Not known"),
        language=here.names().languages.get(one.language, one.language),
        words=_words(one),
    )


def _words(one: FormOpinion) -> str:
    try:
        return said.words_of(one, keys=at_hand.keys())
    except CannotOpen:
        return gettext("Erased")
