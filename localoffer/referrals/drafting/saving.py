"""Save and come back later: the button on every page, and the page that shows how to come back."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer import council, languages
from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.outbox import store
from localoffer.referrals.asking import at_hand, ways
from localoffer.referrals.drafting import draft_cookie, guessing, left_open, returns, saving_messages, unsent
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.drafting.saving_forms import LinkForm, SaveForm
from localoffer.referrals.vocabulary import Referrer
from localoffer.web import settings


def is_pressed() -> bool:
    """Return whether the page of a question was sent by its button "Save and come back later"."""
    return request.method == "POST" and unsent.SAVE in request.form


def keep_page(draft: Draft, slug: str) -> Response:
    """Save a form together with what stands in the boxes of one question, right or wrong, and say how to come back."""
    return _keep(replace(draft, unsent=unsent.of_page(slug)))


def save() -> ResponseReturnValue:
    """Offer to save the form, for whoever comes by a link; or save it."""
    is_sending = request.method == "POST"
    draft = draft_cookie.load(locked=is_sending)
    if draft is None or draft.sent:
        return _nothing_to_save(draft)
    if is_sending and (unsure := left_open.once_more("referrals.save")):
        return unsure
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    if is_sending:
        return _keep(draft)
    form = SaveForm()
    form.made_for(draft.mark)
    until = now() + council.current().retention.saved_draft
    return render_template("referrals/save.html", form=form, until=until, back_url=ways.where_left(draft))


def saved() -> ResponseReturnValue:
    """Show how to come back to a saved form; or send a link to it."""
    is_sending = request.method == "POST"
    draft = draft_cookie.load(locked=is_sending)
    if draft is None or draft.sent:
        return _nothing_to_save(draft)
    if draft.saved_until is None:
        return redirect(url_for("referrals.save"), code=303)
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    form = LinkForm()
    if is_sending and form.validate() and _sent_link(draft, form):
        flash(gettext("We are sending the link. If you do not see it in 10 minutes, look in your junk mail."))
        return redirect(url_for("referrals.saved"), code=303)
    form.made_for(draft.mark)
    page = render_template("referrals/saved.html", form=form, draft=draft, go_on=ways.where_left(draft))
    return page, 400 if is_sending else 200


def new_code() -> ResponseReturnValue:
    """Replace the return code by another, for whoever thinks that somebody has seen it."""
    if unsure := left_open.once_more("referrals.saved"):
        return unsure
    draft = draft_cookie.load(locked=True)
    if draft is None or draft.sent or draft.saved_until is None:
        return _nothing_to_save(draft)
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    returns.new_code(session(), draft, keys=at_hand.keys(), at=now())
    flash(gettext("This is your new code. The one that you had before does not work any more."))
    return redirect(url_for("referrals.saved"), code=303)


def _keep(draft: Draft) -> Response:
    lasting = council.current().retention.saved_draft
    kept = returns.keep(session(), draft, keys=at_hand.keys(), at=now(), lasting=lasting)
    return draft_cookie.keep(redirect(url_for("referrals.saved"), code=303), kept.token, until=kept.saved_until)


def _sent_link(draft: Draft, form: LinkForm) -> bool:
    """Store the mail with the link; return False, with what to do instead in the form, when it is one too many."""
    to = form.email.data or ""
    token = _new_link(to)
    if token is None:
        form.problem(
            form.email,
            gettext("We have sent several links already. Look in your junk mail, or write the return code down."),
        )
        return False
    mail = saving_messages.return_link(
        language=languages.current().code,
        council=council.current(),
        address=settings().base_url + url_for("referrals.return_link", token=token),
        until=draft.saved_until or now(),
        to_young_person=draft.answers.referrer is Referrer.YOUNG_PERSON,
    )
    store.enqueue(
        session(),
        keys=at_hand.keys(),
        unique_key=f"return-link:{uuid4()}",
        kind="referral-return-link",
        to=to,
        subject=mail.subject,
        body=mail.body,
        language=mail.language,
    )
    return True


def _new_link(to: str) -> str | None:
    """Return the token of a new link; None where enough have been sent to that address, or for this form."""
    keys, at = at_hand.keys(), now()
    # it is counted in a transaction of its own, and SQLite has one writer
    session.rollback()
    sending = guessing.begin_link(database(), to=to, address=request.remote_addr or "", keys=keys, at=at)
    if sending is None:
        return None
    draft = draft_cookie.load(locked=True)
    if draft is None or draft.saved_until is None:
        # another device has just sent the form
        return None
    try:
        return returns.new_link(session(), draft, keys=keys, at=at)
    except returns.TooManyLinks:
        session.rollback()
        with database().transaction() as own:
            guessing.forgive(own, sending)
        return None


def _nothing_to_save(draft: Draft | None) -> Response:
    return redirect(url_for("referrals.sent"), code=303) if draft else ways.without_form()
