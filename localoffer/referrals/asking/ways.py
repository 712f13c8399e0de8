"""Where the pages of the journey lead: their addresses, and the way on for a form that is not ready."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand, journey
from localoffer.referrals.drafting.drafts import Draft


def address(slug: str, *, changing: bool) -> str:
    """Return the address of a page of the journey; ``changing`` leads back to "check your answers"."""
    if slug == journey.CHECK:
        return url_for("referrals.check")
    return url_for("referrals.step", step=slug, change=1 if changing else None)


def to_first_unanswered(answers: Answers) -> Response:
    """Send the browser to the first question that needs an answer, or to "check your answers"."""
    rules = at_hand.rules()
    first = journey.first_unanswered(answers, rules)
    changing = journey.has_reached_the_end(answers, rules)
    return redirect(address(first.slug if first else journey.CHECK, changing=changing), code=303)


def where_left(draft: Draft) -> str:
    """Return the address of the page that somebody left with words in its boxes, or of the first question to answer."""
    rules = at_hand.rules()
    first = journey.first_unanswered(draft.answers, rules)
    left = journey.find_step(draft.unsent.slug) if draft.unsent else None
    if left is not None and journey.may_open(draft.answers, left, rules):
        return address(left.slug, changing=first is None)
    return address(first.slug if first else journey.CHECK, changing=False)


def to_start() -> Response:
    """Send a browser without a form to the start page, which says so where the browser keeps no cookie at all."""
    cookies = None if request.cookies else "none"
    return redirect(url_for("referrals.start", cookies=cookies), code=303)


def without_form() -> Response:
    """Send a browser whose form is gone to the start page, which says so after a button that would send or save it.

    The address says it, and no cookie: whoever left in a hurry has none any more.
    """
    return redirect(url_for("referrals.start", form="gone"), code=303) if request.method == "POST" else to_start()


def if_not_ready(draft: Draft) -> Response | None:
    """Return where somebody goes whose form cannot be checked or sent; None when it can."""
    if draft.sent:
        return redirect(url_for("referrals.sent"), code=303)
    if journey.first_unanswered(draft.answers, at_hand.rules()) is not None:
        return to_first_unanswered(draft.answers)
    return None
