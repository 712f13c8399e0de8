"""The start page, and the button that begins a form. Nobody is given a cookie before they press it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import now, session
from localoffer.referrals import at_hand, draft_cookie, drafts, ways
from localoffer.referrals.drafts import Draft
from localoffer.vocabulary import Referrer
from localoffer.web.origins import require_own_page


def start() -> ResponseReturnValue:
    """Say what the support is and what the form asks."""
    draft = draft_cookie.load()
    unfinished = draft is not None and not draft.sent
    needs_cookies = request.args.get("cookies") == "none"
    return render_template(
        "referrals/start.html",
        unfinished=unfinished,
        needs_cookies=needs_cookies,
        may_refer=at_hand.who_may_refer(),
        everybody_may=len(at_hand.who_may_refer()) == len(Referrer),
        promise=at_hand.promise(),
    )


def begin() -> ResponseReturnValue:
    """Begin a form, or go on with the one that this browser has not finished. Whoever is new learns first how to leave.

    A token would need a session, and so a cookie for everybody who only looks: ``require_own_page`` stands in for it.
    """
    require_own_page()
    draft = draft_cookie.load(locked=True)
    is_new = draft is None
    if draft is None or draft.sent or "again" in request.form:
        drafts.erase(session(), draft.token if draft else None)
        drafts.erase_expired(session(), at=now())
        draft = Draft(drafts.new_token())
        drafts.save(session(), draft, keys=at_hand.keys(), at=now())
    following = (
        redirect(url_for("referrals.leave_quickly"), code=303) if is_new else ways.to_first_unanswered(draft.answers)
    )
    return draft_cookie.keep(following, draft.token)
