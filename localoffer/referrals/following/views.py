"""The status page: opened by reference and status code, by POST alone, and closed again."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.referrals.asking import at_hand
from localoffer.referrals.before_support import views
from localoffer.referrals.deciding import family
from localoffer.referrals.drafting import draft_cookie, drafts, left_open
from localoffer.referrals.following import lookup, question, status_session, writing
from localoffer.referrals.following.forms import OpenForm
from localoffer.referrals.following.lookup import Found
from localoffer.referrals.following.status_session import Opened


def status() -> ResponseReturnValue:
    """Show what this browser has opened, or ask for reference and status code."""
    opened = status_session.current()
    if opened is None:
        return question.ask(OpenForm(formdata=None))
    return render_template(
        "referrals/status/status.html",
        status=writing.shown(opened),
        promise=at_hand.promise(),
        decision=_decision(opened),
    )


def open_status() -> ResponseReturnValue:
    """Open the page for whoever has reference and code."""
    form = OpenForm()
    if other := question.in_another_language(lambda: question.ask(form)):
        return other
    if not question.accepted(form):
        return question.ask(form, 400)
    found = _found(form)
    if found is None:
        form.form_errors = [
            gettext(
                "We cannot find a form with this reference and this code. Check both. "
                "After 5 wrong tries wait 15 minutes, or ring us."
            )
        ]
        return question.ask(form, 400)
    return status_session.begin(_following(form, found), found)


def close() -> ResponseReturnValue:
    """Close the page on this device."""
    if unsure := left_open.once_more("referrals.status"):
        return unsure
    response = redirect(url_for("referrals.status"), code=303)
    status_session.close(response)
    flash(gettext("The page is closed on this device."))
    return response


def go_on() -> ResponseReturnValue:
    """Open the status, or what can be told before support starts, in the browser that has just sent the form."""
    if unsure := left_open.once_more("referrals.sent"):
        return unsure
    draft = draft_cookie.load()
    sent = lookup.of_journey(session(), drafts.journey_hash(draft.token)) if draft and draft.sent else None
    to = "referrals.before_support" if "before_support" in request.form else "referrals.status"
    following = redirect(url_for(to), code=303)
    return status_session.begin(following, sent) if sent else following


def _decision(opened: Opened) -> family.Decision | None:
    """Return what the family sees of a decision; whoever asked for somebody else sees nothing of it."""
    if not opened.is_family:
        return None
    return family.decision(session(), opened.referral, spoken=languages.current())


def _found(form: OpenForm) -> Found | None:
    """Return what reference and code open. One try too many is looked up too, and finds nothing."""
    reference, keys = form.reference.data or "", at_hand.keys()
    try_ids = lookup.count_try(database(), reference=reference, address=request.remote_addr or "", keys=keys, at=now())
    found = lookup.find(session(), reference=reference, code=form.code.data or "", keys=keys)
    if found is None or try_ids is None:
        return None
    lookup.forgive(session(), try_ids)
    return found


def _following(form: OpenForm, found: Found) -> Response:
    """Return the status page, or the page that closed while somebody wrote, with what they typed."""
    name, referral = form.page.data or "", lookup.load(session(), found) if form.typed.data else None
    if referral is not None:
        opened, typed = status_session.opened(referral, found), question.typed(form)
        if name in writing.BOXES:
            return make_response(writing.opened_with(name, opened, typed))
        if name in views.PAGES:
            return make_response(views.opened_with(name, opened, typed))
    return redirect(url_for("referrals.status"), code=303)
