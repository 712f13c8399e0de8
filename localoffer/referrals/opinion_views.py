"""Saying how the form was: for whoever has filled one in with this browser. No account, and nothing that leads back."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.db import session
from localoffer.referrals import opinions
from localoffer.referrals.asking import at_hand, ways
from localoffer.referrals.drafting import draft_cookie, drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.following import lookup, question
from localoffer.referrals.following.forms import OpinionForm
from localoffer.referrals.opinions import Given
from localoffer.referrals.vocabulary import Opinion, Referrer


def opinion() -> ResponseReturnValue:
    """Ask how the form was, or keep what somebody says of it."""
    draft, form = draft_cookie.load(), OpinionForm()
    if draft is None:
        return ways.to_start()
    referrer = _referrer(draft)
    languages.speak_to_young_person(referrer is Referrer.YOUNG_PERSON)
    if request.method != "POST":
        return _page(form)
    if other := question.in_another_language(lambda: _page(form)):
        return other
    if not question.accepted(form):
        return _page(form), 400
    given = Given(
        opinion=Opinion(form.opinion.data),
        words=form.words.data or "",
        language=languages.current().code,
        referrer=referrer,
        on=at_hand.today(),
    )
    opinions.give(session(), given, token=draft.token, keys=at_hand.keys())
    return render_template("referrals/opinion_thanks.html", is_sent=draft.sent is not None)


def _page(form: OpinionForm) -> str:
    return render_template("referrals/opinion.html", form=form)


def _referrer(draft: Draft) -> Referrer | None:
    """Return who filled the form in; of one that was sent, only its referral still knows."""
    if draft.sent is None:
        return draft.answers.referrer
    return lookup.referrer_of(session(), drafts.journey_hash(draft.token))
