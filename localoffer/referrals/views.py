"""The public pages of a referral: start, one page for each question, check answers, confirmation, and the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from localoffer import council, languages
from localoffer.crypto import KeyRing
from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.places import queries as places
from localoffer.referrals import draft_cookie, drafts, journey, left_open, presenters, queries, submission
from localoffer.referrals.answers import SECTIONS, Answers, Home, read_section
from localoffer.referrals.drafts import Draft
from localoffer.referrals.forms import HomeForm
from localoffer.referrals.journey import Rules, Step
from localoffer.referrals.presenters import Names
from localoffer.referrals.step_form import ConfirmForm, SendForm, Setting, StepForm
from localoffer.web import came_from_us, csrf, settings

blueprint = Blueprint("referrals", __name__, url_prefix="/refer/life-skills")
# the check of every request answers with an error page; those of these views lose nothing
for _view in ("begin", "step", "send"):
    csrf.exempt(f"{__name__}.{_view}")

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"
_LONDON = ZoneInfo("Europe/London")


@blueprint.get("")
def start() -> ResponseReturnValue:
    """Say what the support is and what the form asks."""
    draft = draft_cookie.load()
    unfinished = draft is not None and not draft.sent
    return render_template("referrals/start.html", form=ConfirmForm(), unfinished=unfinished)


@blueprint.post("")
def begin() -> ResponseReturnValue:
    """Begin a form, or go on with the one that this browser has not finished."""
    if refused := left_open.once_more("referrals.start"):
        return refused
    draft = draft_cookie.load(locked=True)
    if draft is None or draft.sent or "again" in request.form:
        drafts.erase(session(), draft.token if draft else None)
        drafts.erase_expired(session(), at=now())
        draft = Draft(drafts.new_token())
        drafts.save(session(), draft, keys=_keys(), at=now())
    return draft_cookie.keep(_to_first_unanswered(draft.answers), draft.token)


@blueprint.route("/<step>", methods=["GET", "POST"])
def step(step: str) -> ResponseReturnValue:
    """Show one question, or keep its answer and go on."""
    draft = draft_cookie.load(locked=_is_sending())
    if draft is not None and draft.sent:
        return redirect(url_for("referrals.sent"), code=303)
    found = journey.find_step(step)
    if found is None:
        return _early_end(step, draft)
    if draft is None:
        return _without_draft(found)
    if left_open.is_of_another(draft):
        return _to_the_form_of_now(draft)
    if not journey.may_open(draft.answers, found, _rules()):
        return _to_first_unanswered(draft.answers)
    form = _form(found, draft.answers)
    section = _accepted(found, form) if _is_sending() else None
    if section is None:
        return _question(found, form, draft)
    answers = draft.answers.with_section(found.section, section)
    drafts.save(session(), replace(draft, answers=answers), keys=_keys(), at=now())
    following = journey.after(answers, found, _rules(), changing=_is_changing())
    return redirect(_address(following, changing=_is_changing()), code=303)


@blueprint.get(f"/{journey.CHECK}")
def check() -> ResponseReturnValue:
    """Show every answer, so that it can be changed or sent."""
    draft = draft_cookie.load()
    refused = _not_ready(draft)
    if refused is not None or draft is None:
        return refused or redirect(url_for("referrals.start"), code=303)
    answers = journey.asked_of(draft.answers)
    groups = presenters.check_groups(answers, names=_names(), link=lambda slug: _address(slug, changing=True))
    back = _address(journey.steps_for(answers)[-1].slug, changing=False)
    form = SendForm()
    form.made_for(draft.mark)
    return render_template("referrals/check_answers.html", form=form, groups=groups, back_url=back)


@blueprint.post(f"/{journey.CHECK}")
def send() -> ResponseReturnValue:
    """Send the referral; once more with the same form leads to the same confirmation."""
    if unsure := left_open.once_more("referrals.check"):
        return unsure
    draft = draft_cookie.load(locked=True)
    refused = _not_ready(draft)
    if refused is not None or draft is None:
        return refused or redirect(url_for("referrals.start"), code=303)
    if left_open.is_of_another(draft):
        return _to_the_form_of_now(draft)
    submission.submit(
        session(),
        draft=replace(draft, answers=journey.asked_of(draft.answers)),
        keys=_keys(),
        council=council.current(),
        base_url=settings().base_url,
        team_address=settings().team_address,
        language=languages.current().code,
        at=now(),
    )
    # The confirmation can be opened for as long as what is left of the draft lives: 24 hours from now.
    return draft_cookie.keep(redirect(url_for("referrals.sent"), code=303), draft.token)


@blueprint.get("/sent")
def sent() -> ResponseReturnValue:
    """Say that the form was sent, what happens next, and what can help meanwhile."""
    draft = draft_cookie.load()
    if draft is None or draft.sent is None:
        return redirect(url_for("referrals.start"), code=303)
    needs = queries.needs_in_areas(session(), draft.sent.hard)
    meanwhile = url_for("listings.search", district=draft.sent.district or None, need=needs or None)
    return render_template(
        "referrals/sent.html",
        form=ConfirmForm(),
        sent=draft.sent,
        meanwhile=meanwhile,
        district=_names().districts.get(draft.sent.district, ""),
    )


@blueprint.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """Leave at once: erase the unfinished form and go to a page that tells nothing.

    The one GET that changes something, because a plain link must do it. A link on another site cannot: the browser says
    where it comes from.
    """
    response = redirect(NEUTRAL_PAGE, code=303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        with database().transaction() as own:
            drafts.erase(own, draft_cookie.token())
        browser_session.clear()
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        draft_cookie.forget(response)
    return response


def _question(found: Step, form: StepForm, draft: Draft | None) -> ResponseReturnValue:
    """Return the page of one question; 400 when what was sent could not be kept."""
    answers = draft.answers if draft else Answers()
    form.made_for(draft.mark if draft else "")
    before = journey.before(answers, found, changing=_is_changing())
    page = render_template(
        found.template,
        form=form,
        heading=form.heading.to(answers.referrer),
        heading_in_field=bool(form.main),
        why=form.why.to(answers.referrer) if form.why else "",
        back_url=_address(before, changing=False) if before else url_for("referrals.start"),
        action=_address(found.slug, changing=_is_changing()),
    )
    return page, 400 if _is_sending() else 200


def _early_end(slug: str, draft: Draft | None) -> ResponseReturnValue:
    """Return the page that ends the journey kindly, to whoever's answers led there."""
    found = journey.find_exit(slug)
    if draft is None:
        return redirect(url_for("referrals.start"), code=303)
    if found is None or not found.applies(draft.answers, _rules()):
        return _to_first_unanswered(draft.answers)
    return render_template(
        found.template,
        answers=draft.answers,
        back_url=_address(found.step, changing=False),
    )


def _without_draft(found: Step) -> ResponseReturnValue:
    """Begin again for a browser whose form has run out, keeping the answer that it has just sent."""
    if not _is_sending():
        return redirect(url_for("referrals.start"), code=303)
    draft = Draft(drafts.new_token())
    form = _form(found, draft.answers)
    section = _accepted(found, form)
    if section is None and not came_from_us():
        return _question(found, form, None)
    if section is not None:
        draft = replace(draft, answers=draft.answers.with_section(found.section, section))
    drafts.save(session(), draft, keys=_keys(), at=now())
    flash(gettext("Your form was open for more than 24 hours, so we erased it. You can start again here."))
    return draft_cookie.keep(_to_first_unanswered(draft.answers), draft.token)


def _not_ready(draft: Draft | None) -> ResponseReturnValue | None:
    """Return where somebody goes whose form cannot be checked or sent; None when it can."""
    if draft is None:
        return redirect(url_for("referrals.start"), code=303)
    if draft.sent:
        return redirect(url_for("referrals.sent"), code=303)
    if journey.first_unanswered(draft.answers, _rules()) is not None:
        return _to_first_unanswered(draft.answers)
    return None


def _form(found: Step, answers: Answers) -> StepForm:
    form = found.form()
    form.prepare(
        Setting(
            referrer=answers.referrer,
            today=_today(),
            districts=tuple(_names().districts.items()),
            languages=tuple(_names().languages.items()),
        )
    )
    section = getattr(answers, found.section)
    if section is not None:
        form.fill(vars(section))
    return form


def _accepted(found: Step, form: StepForm) -> object | None:
    """Return what a form that was sent says; None, with the mistakes in the form, when it cannot be kept."""
    genuine = came_from_us()
    if not form.validate() or not genuine:
        if not genuine:
            form.not_from_us()
        return None
    return _section(found, form)


def _section(found: Step, form: StepForm) -> object | None:
    """Return what a valid form says; None, with the mistake in the form, when only the directory knows better."""
    if isinstance(form, HomeForm):
        return _home(form)
    section: object = read_section(SECTIONS[found.section], form.data)
    return section


def _home(form: HomeForm) -> Home | None:
    typed = form.postcode.data
    if not typed:
        return Home()
    found = places.find(session(), typed)
    if isinstance(found, places.NotAPostcode) or " " not in found.postcode:
        form.problem(form.postcode, gettext("Enter a full postcode, like ST16 2LH"))
        return None
    if isinstance(found, places.NotKnown):
        return Home(postcode=found.postcode)
    district = found.district.slug if found.district else ""
    return Home(postcode=found.postcode, district=district, council=found.council or "")


def _to_first_unanswered(answers: Answers) -> AnyResponse:
    first = journey.first_unanswered(answers, _rules())
    return redirect(_address(first.slug if first else journey.CHECK, changing=False), code=303)


def _address(slug: str, *, changing: bool) -> str:
    if slug == journey.CHECK:
        return url_for("referrals.check")
    return url_for("referrals.step", step=slug, change=1 if changing else None)


def _to_the_form_of_now(draft: Draft) -> AnyResponse:
    left_open.say_is_of_another()
    return _to_first_unanswered(draft.answers)


def _is_sending() -> bool:
    return request.method == "POST"


def _is_changing() -> bool:
    return "change" in request.args


def _names() -> Names:
    spoken = languages.current().code
    return Names(
        districts={district.slug: district.name(spoken) for district in places.districts(session())},
        languages={language.code: language.own_name for language in languages.LANGUAGES.values()},
    )


def _rules() -> Rules:
    told = council.current()
    return Rules(_today(), told.last_age, told.minimum_age_to_refer_oneself)


def _today() -> date:
    return now().astimezone(_LONDON).date()


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
