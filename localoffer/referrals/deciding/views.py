"""A family opens its letter on the page that it follows its form with."""

from __future__ import annotations

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import MissingRow, session
from localoffer.referrals.asking import at_hand
from localoffer.referrals.deciding import letters
from localoffer.referrals.following import status_session


def letter(number: int) -> ResponseReturnValue:
    """Send a letter whose decision holds, to the family alone; whoever asked for somebody else has none."""
    opened = status_session.current()
    if opened is None:
        return redirect(url_for("referrals.status"), code=303)
    shown = letters.standing(session(), opened.referral) if opened.is_family else ()
    if number not in {one.id for one in shown}:
        raise MissingRow("letter")
    return as_pdf(letters.content(session(), opened.referral, number, keys=at_hand.keys()))


def as_pdf(made: letters.Made) -> Response:
    """Return a letter as an answer."""
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers["Content-Language"] = made.language
    answer.headers["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer
