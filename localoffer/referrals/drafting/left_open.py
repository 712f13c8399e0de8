"""Pages that were left open: until the browser began another form, or longer than their session lived."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from localoffer.languages import gettext
from localoffer.referrals.asking import ways
from localoffer.referrals.drafting import draft_cookie
from localoffer.referrals.drafting.drafts import Draft
from localoffer.web import came_from_us, csrf


def is_of_another(draft: Draft) -> bool:
    """Return whether the page that was sent was opened for an earlier form of this browser."""
    return request.method == "POST" and request.form.get("mark", draft.mark) != draft.mark


def to_the_form_of_now(draft: Draft) -> Response:
    """Send the browser to where its present form stands, and tell the reader why nothing of the page was kept."""
    flash(gettext("You started another form after you opened that page, so we did not keep what you sent from it."))
    return ways.to_first_unanswered(draft.answers)


def once_more(endpoint: str) -> Response | None:
    """Return the way to a fresh copy of a page whose button cannot be trusted any more; None when it can.

    Raises:
        CSRFError: when the browser keeps no cookies, so that a fresh copy would not help.
    """
    if not request.cookies:
        csrf.protect()
    if came_from_us():
        return None
    # so that a young person is told in their words
    draft_cookie.load()
    flash(gettext("We could not be sure that this form came from you. Send it once more."))
    return redirect(url_for(endpoint), code=303)
