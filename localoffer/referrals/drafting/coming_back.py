"""Coming back to a saved form, on any phone or computer: by the return code, or by the link of a mail."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.db import database, now, session
from localoffer.languages import format_date, gettext
from localoffer.referrals.asking import at_hand, ways
from localoffer.referrals.drafting import draft_cookie, drafts, guessing, returns
from localoffer.referrals.drafting.saving_forms import ReturnCodeForm
from localoffer.referrals.vocabulary import Referrer
from localoffer.web.origins import require_own_page


def come_back() -> ResponseReturnValue:
    """Ask for the return code, and open the form that it leads to.

    ``require_own_page`` stands in for a token, which would need a cookie.
    """
    form = ReturnCodeForm()
    if request.method == "POST":
        require_own_page()
        if form.validate() and (opened := _by_code(form)) is not None:
            return opened
    page = render_template(
        "referrals/come_back.html",
        form=form,
        unfinished=_is_unfinished(),
        back_url=url_for("referrals.start"),
    )
    return page, 400 if request.method == "POST" else 200


def return_link(token: str) -> ResponseReturnValue:
    """Show a button that opens the form, because programs that check mail open every link; or open it."""
    at = now()
    if request.method == "POST":
        require_own_page()
        opened = _open(returns.use_link(session(), token, keys=at_hand.keys(), at=at))
        if opened is not None:
            return opened
    elif returns.leads_back(session(), token, keys=at_hand.keys(), at=at):
        return render_template("referrals/return_link.html", unfinished=_is_unfinished())
    draft = draft_cookie.load()
    if draft is not None and draft.saved_until is not None:
        # the button was pressed twice, or the link is that of the form on this device
        return redirect(ways.where_left(draft), code=303)
    return render_template("referrals/link_used.html"), 410


def _by_code(form: ReturnCodeForm) -> Response | None:
    """Return the way into the form of a code; None, with what to do instead in the form, where it leads nowhere."""
    tried = guessing.begin(database(), address=request.remote_addr or "", keys=at_hand.keys(), at=now())
    if tried is None:
        form.problem(
            form.code,
            gettext("Too many wrong codes were typed. Wait 15 minutes, then try again. Your saved form is not lost."),
        )
        return None
    opened = _open(returns.by_code(session(), form.letters, keys=at_hand.keys(), at=now()))
    if opened is None:
        form.problem(form.code, gettext("No saved form has this code. Look at each letter and number again."))
        return None
    guessing.forgive(session(), tried)
    return opened


def _open(token: str | None) -> Response | None:
    """Give this browser the form of a token, and go where it was left; None where there is no such form."""
    draft = drafts.load(session(), keys=at_hand.keys(), token=token, at=now(), locked=True)
    if draft is None:
        return None
    languages.speak_to_young_person(draft.answers.referrer is Referrer.YOUNG_PERSON)
    until = drafts.prolong(session(), draft, at=now())
    flash(gettext("Here is your form, as you left it. It is saved until %(date)s.", date=format_date(until)))
    return draft_cookie.keep(redirect(ways.where_left(draft), code=303), draft.token, until=until)


def _is_unfinished() -> bool:
    """Return whether this browser has another form that nobody saved, which opening one would take its place."""
    draft = draft_cookie.load()
    return draft is not None and draft.sent is None and draft.saved_until is None
