"""The confirmation: the form was sent, how to follow it, what happens next, and what can help meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import council, languages
from localoffer.crypto import CannotOpen
from localoffer.db import session
from localoffer.languages import LANGUAGES, Language, address_in, format_date
from localoffer.listings.search.following import follower
from localoffer.referrals import codes, presenters, queries, sealing
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand, easy, ways
from localoffer.referrals.asking.meanwhile import Family, Meanwhile, meanwhile
from localoffer.referrals.asking.rules import age_on
from localoffer.referrals.drafting import draft_cookie, drafts
from localoffer.referrals.drafting.drafts import Draft, Sent
from localoffer.referrals.following import lookup, status_session
from localoffer.referrals.following import presenters as status_presenters
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import Referrer
from localoffer.web import settings
from localoffer.working_days import day_of


@dataclass(frozen=True)
class Confirmed:
    """A form that this browser has sent, and its referral opened; ``answers`` is empty once it was erased."""

    draft: Draft
    sent: Sent
    referral: Referral
    answers: Answers


@dataclass(frozen=True)
class FamilyNotice:
    """What is handed to the family, and the language that it is in."""

    address: str
    language: Language


def sent() -> ResponseReturnValue:
    """Say that the form was sent, how to follow it, what happens next, and what can help meanwhile."""
    confirmed = _confirmed()
    if confirmed is None:
        return ways.to_start()
    referral, names = confirmed.referral, at_hand.names()
    return render_template(
        "referrals/sent.html",
        sent=confirmed.sent,
        code=codes.referrer_code(at_hand.keys(), confirmed.draft.token),
        status_address=settings().base_url + url_for("referrals.status"),
        came_late="late" in request.args,
        is_family=referral.referrer in status_session.FAMILY,
        is_professional=referral.referrer is Referrer.PROFESSIONAL,
        is_urgent=referral.urgent,
        is_undecided=status_presenters.is_undecided(referral),
        promised=status_presenters.promised(referral, at_hand.today()),
        promise=at_hand.promise(),
        meanwhile=_meanwhile(confirmed),
        district=names.districts.get(confirmed.sent.district, ""),
        notice=_notice_in(referral.language),
        sitting=confirmed.draft.sitting,
        easy=easy.words("sent", confirmed.answers),
    )


def record() -> ResponseReturnValue:
    """Show a professional what was sent, as a record for their file. It holds nobody's status code."""
    confirmed = _confirmed()
    if confirmed is None or confirmed.referral.referrer is not Referrer.PROFESSIONAL:
        return redirect(url_for("referrals.sent"), code=303)
    return render_template(
        "referrals/record.html",
        reference=confirmed.referral.reference,
        day=format_date(day_of(confirmed.referral.received_at)),
        groups=presenters.check_groups(confirmed.answers, names=at_hand.names(), link=None),
    )


def _confirmed() -> Confirmed | None:
    """Return what this browser has sent; None when it has not, or not lately."""
    draft = draft_cookie.load()
    if draft is None or draft.sent is None:
        return None
    found = lookup.of_journey(session(), drafts.journey_hash(draft.token))
    referral = lookup.load(session(), found) if found else None
    if referral is None:
        return None
    # what is left of the draft knows it no more
    languages.speak_to_young_person(referral.referrer is Referrer.YOUNG_PERSON)
    try:
        answers = sealing.open_answers(referral, keys=at_hand.keys())
    except CannotOpen:
        answers = Answers()
    return Confirmed(draft, draft.sent, referral, answers)


def _meanwhile(confirmed: Confirmed) -> Meanwhile:
    born, told = confirmed.answers.date_of_birth, confirmed.sent
    engine, spoken = follower(current_app).engine, languages.current().code
    family = Family(
        district=told.district,
        needs=queries.needs_in_areas(session(), told.hard),
        age=age_on(at_hand.today(), born=born.born) if born else None,
        last_age=council.current().referring.ages.last,
        referrer=confirmed.referral.referrer,
    )
    return meanwhile(family, lambda search: engine.finds(search, language=spoken))


def _notice_in(code: str) -> FamilyNotice:
    """Return where the family's notice stands in the family's language; in English where the site has no other."""
    language = LANGUAGES.get(code, languages.ENGLISH)
    return FamilyNotice(address_in(language, url_for("referrals.family_notice")), language)
