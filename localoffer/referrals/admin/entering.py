"""Taking down a referral that came on paper or by telephone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer import council
from localoffer.db import now, session
from localoffer.languages import ENGLISH, LANGUAGES, format_date, gettext
from localoffer.referrals import codes, entering, sealing
from localoffer.referrals.admin import here, kept_cookie
from localoffer.referrals.admin import kept as admin_kept
from localoffer.referrals.admin.entering_forms import Asking, LongPage, Typed, answers_of, long_page
from localoffer.referrals.admin.kept import Kept
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand, reading
from localoffer.referrals.vocabulary import CameBy, Referrer
from localoffer.staff.guard import current_actor, needs
from localoffer.working_days import day_of

_BUTTONS = ("csrf_token", "do")


@needs("referrals.change")
def enter() -> ResponseReturnValue:
    """Show the long page, empty or with what was kept of a call that broke off."""
    kept = _kept()
    wanted = next((one for one in kept if one.mark == request.args.get("kept")), None)
    page = long_page(wanted.typed if wanted else None, _asking())
    return _shown(page, [one for one in kept if one is not wanted])


@needs("referrals.change")
def take_down() -> ResponseReturnValue:
    """Do what the button says: show the questions, keep what was typed or erase it, or make the referral."""
    if "erase" in request.form:
        return _erase(request.form["erase"])
    typed: Typed = MultiDict((name, value) for name, value in request.form.items(multi=True) if name not in _BUTTONS)
    page, wanted = long_page(typed, _asking()), request.form.get("do", "")
    if wanted == "keep":
        return _keep(page, typed)
    if wanted == "send":
        return _send(page, typed)
    return _shown(page, [])


def _send(page: LongPage, typed: Typed) -> ResponseReturnValue:
    answers = answers_of(page, typed, _asking())
    if answers is None:
        return _shown(page, []), 400
    details = page.details
    referral = entering.enter(
        session(),
        entering.TakenDown(
            token=details.journey.data,
            answers=answers,
            came_by=CameBy(details.came_by.data),
            language=_form_language(answers),
            received_at=_received_at(details.received_on.data or at_hand.today()),
        ),
        keys=at_hand.keys(),
        desk=at_hand.desk(),
        actor=current_actor(),
        at=now(),
    )
    admin_kept.erase(session(), details.journey.data)
    stored = sealing.open_answers(referral, keys=at_hand.keys())
    return render_template(
        "referrals/admin/entered.html",
        reference=referral.reference,
        code=codes.referrer_code(at_hand.keys(), details.journey.data),
        is_from_family=answers.about_you is None,
        is_urgent=referral.urgent,
        was_changed=stored != answers,
        promised=format_date(referral.promised_by) if referral.promised_by else "",
        status_address=f"{at_hand.desk().base_url}/refer/status",
    )


def _keep(page: LongPage, typed: Typed) -> ResponseReturnValue:
    token, lasting = page.details.journey.data, council.current().retention.saved_draft
    typed["journey"] = token
    admin_kept.keep(session(), token, typed, keys=at_hand.keys(), actor=current_actor(), at=now(), lasting=lasting)
    until = format_date(day_of(now() + lasting))
    flash(gettext("Kept until %(day)s, for you alone and in this browser alone", day=until))
    response = redirect(url_for("admin.referrals.enter"), code=303)
    return kept_cookie.keep(response, [token, *kept_cookie.tokens()], lasting=lasting)


def _erase(mark: str) -> ResponseReturnValue:
    for kept in _kept():
        if kept.mark == mark:
            admin_kept.erase(session(), kept.token)
            flash(gettext("Erased: nothing of it is kept"))
    return redirect(url_for("admin.referrals.enter"), code=303)


def _shown(page: LongPage, kept: list[Kept]) -> str:
    return render_template(
        "referrals/admin/enter.html",
        page=page,
        kept=[_row(one) for one in kept],
        action=url_for("admin.referrals.take_down"),
    )


def _row(kept: Kept) -> dict[str, str]:
    """Return what the list of kept forms says of one: whose it seems to be, and from when until when."""
    names = (kept.typed.get(f"young-person-{part}_name", "") for part in ("first", "last"))
    return {
        "address": url_for("admin.referrals.enter", kept=kept.mark),
        "mark": kept.mark,
        "name": " ".join(name for name in names if name) or gettext("No name yet"),
        "kept_on": format_date(day_of(kept.kept_at)),
        "until": format_date(day_of(kept.until)),
    }


def _kept() -> list[Kept]:
    found = (
        admin_kept.load(session(), token, keys=at_hand.keys(), actor=current_actor(), at=now())
        for token in kept_cookie.tokens()
    )
    return [one for one in found if one is not None]


def _asking() -> Asking:
    return Asking(at_hand.rules(), here.names(), reading.section_of)


def _form_language(answers: Answers) -> str:
    """Return in which language whoever asks reads our mails: the family its own, anybody else English."""
    spoken = answers.speaking.language if answers.speaking else ""
    is_family = answers.referrer in (Referrer.PARENT, Referrer.YOUNG_PERSON)
    return spoken if is_family and spoken in LANGUAGES else ENGLISH.code


def _received_at(day: date) -> datetime:
    """Return the moment that counts: now for a call of today, the middle of the day for one before."""
    return now() if day == at_hand.today() else datetime.combine(day, time(12), tzinfo=UTC)
