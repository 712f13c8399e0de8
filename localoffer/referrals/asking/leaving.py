"""The way out, at once, to a page that tells nothing; what is said of it before the form, and of traces after it."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask import session as browser_session
from flask.typing import ResponseReturnValue

from localoffer.db import database
from localoffer.referrals.drafting import draft_cookie, drafts
from localoffer.referrals.following import status_session

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


def leave_quickly() -> ResponseReturnValue:
    """Say, before the first question, how to get out of the form at once."""
    return render_template("referrals/leave_quickly.html")


def stay_safe() -> ResponseReturnValue:
    """Say what stays on a phone or computer, and how to take it away."""
    return render_template("referrals/stay_safe.html")


def leave() -> ResponseReturnValue:
    """Leave at once: take the form from this browser, erase it unless it was saved, and show a neutral page.

    The one GET that changes something, because a plain link must do it. A link on another site cannot: the browser says
    where it comes from.
    """
    response = redirect(NEUTRAL_PAGE, code=303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        with database().transaction() as own:
            drafts.erase_unsaved(own, draft_cookie.token())
            status_session.forget(response, own)
        browser_session.clear()
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        draft_cookie.forget(response)
    return response
