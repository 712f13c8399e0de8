"""Answering a survey: one page, for everybody, without an account or a cookie."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.days import today
from localoffer.db import MissingRow, session
from localoffer.feedback.surveys import answering, queries
from localoffer.feedback.surveys.answering import Told
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.forms import SurveyForm, form_for
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.vocabulary import State
from localoffer.feedback.without_account import form_page, refusal
from localoffer.web import csrf, other_language
from localoffer.web.translated import trust
from localoffer.web.trusting import trust_notes

blueprint = Blueprint("surveys", __name__, url_prefix="/survey/<slug>")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.answer")


@blueprint.get("")
def show(slug: str) -> ResponseReturnValue:
    """Ask the questions of a survey that is open."""
    survey = queries.get(session(), slug=slug)
    return _page(survey, begin=True) if _is_open(survey) else _closed(survey)


@blueprint.post("")
def answer(slug: str) -> ResponseReturnValue:
    """Keep what somebody answered, once, and thank them."""
    survey = queries.get(session(), slug=slug)
    if not _is_open(survey):
        return _closed(survey)
    form = _form(survey)
    if status := refusal(form):
        return _page(survey, form, status)
    told = Told(languages.current().code, form.chosen(), form.words())
    keys = current_app.extensions["localoffer_keys"]
    answering.answer(session(), survey, told, mark=form.mark.data or "", keys=keys, on=today())
    return redirect(url_for("surveys.thanks", slug=slug), code=303)


@blueprint.get("/thanks")
def thanks(slug: str) -> ResponseReturnValue:
    """Thank whoever answered."""
    if queries.state(queries.get(session(), slug=slug), on=today()) not in (State.OPEN, State.CLOSED):
        raise MissingRow("survey")
    return render_template("feedback/surveys/thanks.html")


def _is_open(survey: Survey) -> bool:
    """Return whether a survey can be answered.

    Raises:
        MissingRow: when it has not opened yet.
    """
    found = queries.state(survey, on=today())
    if found in (State.DRAFT, State.PLANNED):
        raise MissingRow("survey")
    return found is State.OPEN


def _form(survey: Survey) -> SurveyForm:
    content = queries.content_of(survey)
    return form_for(content, content.shown_in(languages.current()).code)()


def _page(
    survey: Survey, form: SurveyForm | None = None, status: int = 200, *, begin: bool = False
) -> ResponseReturnValue:
    form = form or _form(survey)
    if begin:
        form.begin()
    content, spoken = queries.content_of(survey), languages.current()
    shown = content.shown_in(spoken)
    return form_page(
        "feedback/surveys/survey.html",
        form,
        status,
        survey=survey,
        title=content.title[shown.code],
        intro=content.intro[shown.code],
        kinds={f"q_{one.code}": one.kind.value for one in content.questions},
        lang="" if shown is spoken else shown.code,
        trust_notes=_trust_notes(survey, content, shown) if shown is not languages.ENGLISH else [],
    )


def _trust_notes(survey: Survey, content: SurveyContent, shown: languages.Language) -> list[str]:
    """Return what a reader of a translation should know of it."""
    own, english = (content.texts_in(code) for code in (shown.code, languages.ENGLISH.code))
    is_behind = bool(survey.made_from.get(shown.code))
    return trust_notes(trust("survey", survey.slug, shown.code, own, english, is_behind=is_behind))


def _closed(survey: Survey) -> ResponseReturnValue:
    content = queries.content_of(survey)
    shown = content.shown_in(languages.current())
    title, lang = content.title[shown.code], "" if shown is languages.current() else shown.code
    return render_template("feedback/surveys/closed.html", title=title, lang=lang), 410
