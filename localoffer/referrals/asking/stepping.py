"""One page for each question, and the pages that end the journey kindly."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer import council
from localoffer.db import now, session
from localoffer.easy_read import choice, switching
from localoffer.languages import ngettext
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand, easy, in_english, journey, reading, ways
from localoffer.referrals.asking.route import Step
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.drafting import draft_cookie, drafts, left_open, saving, unsent
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.stepped import stepped
from localoffer.web import came_from_us, other_language


def step(step: str) -> ResponseReturnValue:
    """Show one question, or keep its answer and go on."""
    draft = draft_cookie.load(locked=_is_sending())
    if draft is not None and draft.sent:
        return redirect(url_for("referrals.sent", late=1 if _is_sending() else None), code=303)
    found = journey.find_step(step)
    if found is None:
        return _early_end(step, draft)
    if draft is None:
        return _without_draft(found)
    if left_open.is_of_another(draft):
        return left_open.to_the_form_of_now(draft)
    if not journey.may_open(draft.answers, found, at_hand.rules()):
        return ways.to_first_unanswered(draft.answers)
    if leaving := _left_as_it_stands(found, draft):
        return leaving
    form = reading.form_for(found, draft.answers, draft.unsent, draft.carried.suggested)
    section = reading.accepted(found, form) if _is_sending() else None
    if section is None:
        return _question(found, form, draft)
    _say_that_answered(found, draft)
    answered = replace(draft.with_section(found.section, section), unsent=unsent.without(draft, found.slug))
    drafts.save(session(), answered, keys=at_hand.keys(), at=now())
    changing = _is_changing() or journey.leads_back(answered.answers, found, at_hand.rules())
    following = journey.after(answered.answers, found, at_hand.rules(), changing=changing)
    return redirect(ways.address(following, changing=changing), code=303)


def _left_as_it_stands(found: Step, draft: Draft) -> Response | None:
    """Keep the page as it was sent, for whoever saves the form or changes the language; None for whoever goes on."""
    language, other_reading = other_language.wanted(), choice.wanted()
    if not (language or other_reading or saving.is_pressed()) or not came_from_us():
        return None
    if other_reading:
        return switching.keep_choice(unsent.kept(draft, found.slug, changing=_is_changing()), other_reading)
    if language:
        return unsent.in_language(draft, found.slug, language, changing=_is_changing())
    return saving.keep_page(draft, found.slug)


def _say_that_answered(found: Step, before: Draft) -> None:
    """Let whoever counts know of a question that was answered for the first time."""
    if not found.is_answered(before.answers):
        stepped.send(current_app._get_current_object(), step=found.slug)  # type: ignore[attr-defined]


def _question(found: Step, form: StepForm, draft: Draft | None) -> ResponseReturnValue:
    """Return the page of one question; 400 when what was sent could not be kept."""
    answers = draft.answers if draft else Answers()
    form.made_for(draft.mark if draft else "")
    english = in_english.questions(found.slug, form)
    read_easily = easy.words(found.slug, answers)
    if read_easily:
        easy.dress(form, read_easily)
    before = journey.before(answers, found, at_hand.rules(), changing=_is_changing())
    page = render_template(
        found.template,
        form=form,
        heading=form.asks,
        heading_in_field=bool(form.main),
        urgent=answers.is_urgent,
        why=form.why.to(answers.referrer) if form.why and not (read_easily and read_easily.rows) else "",
        easy=read_easily,
        english=english,
        carried=draft.carried.origin_of(found.section, answers) if draft else None,
        back_url=ways.address(before, changing=_is_changing()) if before else url_for("referrals.start"),
        action=ways.address(found.slug, changing=_is_changing()),
    )
    return page, 400 if _is_sending() else 200


def _early_end(slug: str, draft: Draft | None) -> ResponseReturnValue:
    """Return the page that ends the journey kindly, to whoever's answers led there."""
    found = journey.find_exit(slug)
    if draft is None:
        return ways.to_start()
    if found is None or not found.applies(draft.answers, at_hand.rules()):
        return ways.to_first_unanswered(draft.answers)
    back = ways.address(found.step, changing=journey.has_reached_the_end(draft.answers, at_hand.rules()))
    return render_template(
        found.template,
        answers=draft.answers,
        may_refer=at_hand.who_may_refer(),
        back_url=back,
        easy=easy.words(found.slug, draft.answers),
    )


def _without_draft(found: Step) -> ResponseReturnValue:
    """Begin again for a browser whose form has run out, keeping the answer that it has just sent."""
    if not _is_sending():
        return ways.to_start()
    draft = Draft(drafts.new_token())
    form = reading.form_for(found, draft.answers)
    section = reading.accepted(found, form)
    if section is None and not came_from_us():
        return _question(found, form, None)
    if section is not None:
        draft = replace(draft, answers=draft.answers.with_section(found.section, section))
    else:
        draft = replace(draft, unsent=unsent.of_page(found.slug))
    told = council.current().retention
    drafts.save(session(), draft, keys=at_hand.keys(), at=now(), lasting=told.unsaved_draft)
    flash(_has_run_out(told.unsaved_draft_hours))
    language = other_language.wanted()
    if saving.is_pressed():
        return saving.keep_page(draft, found.slug)
    if language:
        following = unsent.in_language(draft, found.slug, language, changing=False)
    else:
        following = ways.to_first_unanswered(draft.answers)
    return draft_cookie.keep(following, draft.token)


def _has_run_out(hours: int) -> str:
    return ngettext(
        "Your form was open for more than %(num)s hour, so we erased it. You can start again here.",
        "Your form was open for more than %(num)s hours, so we erased it. You can start again here.",
        hours,
    )


def _is_sending() -> bool:
    return request.method == "POST"


def _is_changing() -> bool:
    return "change" in request.args
