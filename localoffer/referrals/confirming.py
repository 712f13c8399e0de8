"""The confirmation: the form was sent, what happens next, and what can help meanwhile."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.referrals import at_hand, draft_cookie, queries, ways


def sent() -> ResponseReturnValue:
    """Say that the form was sent, what happens next, and what can help meanwhile."""
    draft = draft_cookie.load()
    if draft is None or draft.sent is None:
        return ways.to_start()
    needs = queries.needs_in_areas(session(), draft.sent.hard)
    meanwhile = url_for("listings.search", district=draft.sent.district or None, need=needs or None)
    district = at_hand.names().districts.get(draft.sent.district, "")
    return render_template(
        "referrals/sent.html", sent=draft.sent, meanwhile=meanwhile, district=district, promise=at_hand.promise()
    )
