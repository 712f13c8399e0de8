"""Check your answers, and the button that sends them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.db import now, session
from localoffer.referrals import at_hand, draft_cookie, journey, left_open, presenters, submission, ways
from localoffer.referrals.step_form import SendForm


def check() -> ResponseReturnValue:
    """Show every answer, so that it can be changed or sent."""
    draft = draft_cookie.load()
    refused = ways.if_not_ready(draft)
    if refused is not None or draft is None:
        return refused or ways.to_start()
    answers = journey.asked_of(draft.answers, at_hand.rules())
    groups = presenters.check_groups(answers, names=at_hand.names(), link=partial(ways.address, changing=True))
    back = ways.address(journey.steps_for(answers, at_hand.rules())[-1].slug, changing=False)
    form = SendForm()
    form.made_for(draft.mark)
    return render_template("referrals/check_answers.html", form=form, groups=groups, back_url=back)


def send() -> ResponseReturnValue:
    """Send the referral; once more with the same form leads to the same confirmation."""
    if unsure := left_open.once_more("referrals.check"):
        return unsure
    draft = draft_cookie.load(locked=True)
    refused = ways.if_not_ready(draft)
    if refused is not None or draft is None:
        return refused or ways.to_start()
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    submission.submit(
        session(),
        draft=replace(draft, answers=journey.asked_of(draft.answers, at_hand.rules())),
        keys=at_hand.keys(),
        desk=at_hand.desk(),
        language=languages.current().code,
        at=now(),
    )
    # The confirmation can be opened for as long as what is left of the draft lives: 24 hours from now.
    return draft_cookie.keep(redirect(url_for("referrals.sent"), code=303), draft.token)
