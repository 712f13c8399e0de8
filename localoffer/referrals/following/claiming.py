"""The family's own way in, where somebody else filled in the form: its notice, and the link that gives it its code."""

from __future__ import annotations

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer import council
from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.referrals.asking import at_hand
from localoffer.referrals.following import family_code, question, status_session
from localoffer.referrals.following.forms import ClaimForm


def family_notice() -> ResponseReturnValue:
    """Say what a family is told whose form somebody else filled in. It holds nothing about anybody."""
    return render_template("referrals/status/family_notice.html", keeping=council.current().retention)


def claim(token: str) -> ResponseReturnValue:
    """Ask whoever opened the link for the date of birth. Looking changes nothing: mail programs open links too."""
    if not family_code.is_open(session(), token, at=now()):
        return _used()
    return _asked(token, ClaimForm(formdata=None))


def give_code(token: str) -> ResponseReturnValue:
    """Show the family its code, once the date of birth is right; and open the status page in this browser."""
    form = ClaimForm()
    if other := question.in_another_language(lambda: _asked(token, form)):
        return other
    if not question.accepted(form) or form.born.data is None:
        return _asked(token, form), 400
    if not family_code.count_try(database(), token, at=now()):
        return _used()
    claimed = family_code.claim(session(), token, born=form.born.data, keys=at_hand.keys(), at=now())
    if claimed is None:
        form.problem(form.born, gettext("This is not the date of birth in the form. After 5 wrong dates the link ends"))
        return _asked(token, form), 400
    response = make_response(render_template("referrals/status/claimed.html", claimed=claimed))
    return status_session.begin(response, claimed.found)


def _asked(token: str, form: ClaimForm) -> str:
    return render_template("referrals/status/claim.html", form=form, action=url_for("referrals.claim", token=token))


def _used() -> ResponseReturnValue:
    return render_template("referrals/status/claim_used.html"), 400
