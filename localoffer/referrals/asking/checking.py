"""Check your answers, and the button that sends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals import presenters, submission
from localoffer.referrals.asking import at_hand, easy, journey, screening, sent_signs, ways
from localoffer.referrals.asking.screening import Seen
from localoffer.referrals.asking.send_form import SendForm
from localoffer.referrals.asking.sent_signs import Sending
from localoffer.referrals.drafting import draft_cookie, left_open
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.stepped import SENT, stepped
from localoffer.web import settings

_TOO_MANY = 429


def check() -> ResponseReturnValue:
    """Show every answer, so that it can be changed or sent."""
    draft = draft_cookie.load()
    if draft is None:
        return ways.without_form()
    if refused := ways.if_not_ready(draft):
        return refused
    return _page(draft, SendForm())


def send() -> ResponseReturnValue:
    """Send the referral; once more with the same form leads to the same confirmation."""
    draft = draft_cookie.load(locked=True)
    if draft is None:
        return ways.without_form()
    if unsure := left_open.once_more("referrals.check"):
        return unsure
    if refused := ways.if_not_ready(draft):
        return refused
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    form, answers = SendForm(), journey.asked_of(draft.answers, at_hand.rules())
    sending = Sending(request.remote_addr or "", frozenset(screening.long_texts(answers)), now())
    seen = _seen(sending, begun_at=draft.begun_at or sending.at, links=screening.count_links(answers), form=form)
    if screening.is_flood(seen, most_an_hour=settings().forms_an_hour):
        form.form_errors = [gettext("Very many forms came in just now, so we could not take this one.")]
        return _page(draft, form, status=_TOO_MANY)
    submission.submit(
        session(),
        draft=replace(draft, answers=answers),
        keys=at_hand.keys(),
        desk=at_hand.desk(),
        language=languages.current().code,
        at=sending.at,
        set_aside_for=screening.set_aside_for(answers, seen),
    )
    stepped.send(current_app._get_current_object(), step=SENT)  # type: ignore[attr-defined]
    sent_signs.remember(session(), sending, keys=at_hand.keys())
    # The confirmation can be opened for as long as what is left of the draft lives: 24 hours from now.
    return draft_cookie.keep(redirect(url_for("referrals.sent"), code=303), draft.token)


def _page(draft: Draft, form: SendForm, *, status: int = 200) -> ResponseReturnValue:
    answers = journey.asked_of(draft.answers, at_hand.rules())
    groups = presenters.check_groups(answers, names=at_hand.names(), link=partial(ways.address, changing=True))
    back = ways.address(journey.steps_for(answers, at_hand.rules())[-1].slug, changing=False)
    form.made_for(draft.mark)
    page = render_template(
        "referrals/check_answers.html",
        form=form,
        groups=groups,
        back_url=back,
        urgent=answers.is_urgent,
        must_wait=status == _TOO_MANY,
        easy=easy.words(journey.CHECK, answers),
    )
    return page, status


def _seen(sending: Sending, *, begun_at: datetime, links: int, form: SendForm) -> Seen:
    """Return what can be seen of how a form is sent."""
    others = sent_signs.others(session(), sending, keys=at_hand.keys(), most=settings().forms_an_hour)
    return Seen(
        seconds=(sending.at - begun_at).total_seconds(),
        empty_box=bool(form.comment.data),
        says_where_from="Sec-Fetch-Site" in request.headers,
        links=links,
        same_words=others.same_words,
        from_address=others.from_address,
        from_everywhere=others.from_everywhere,
    )
