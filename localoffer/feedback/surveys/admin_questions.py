"""Writing the questions of a survey, as long as it has not opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import MissingRow, session
from localoffer.feedback.surveys import queries
from localoffer.feedback.surveys.admin_forms import QuestionForm, boxes_of
from localoffer.feedback.surveys.admin_page import desk, refused
from localoffer.feedback.surveys.content import Question, SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.writing import NotAllowed
from localoffer.languages import gettext
from localoffer.staff.guard import needs

_FIELDS = ["GET", "POST"]


def register(blueprint: Blueprint) -> None:
    """Put these views on the blueprint of surveys."""
    blueprint.add_url_rule("/<slug>/questions/new", "add", add, methods=_FIELDS)
    blueprint.add_url_rule("/<slug>/questions/<code>", "question", change, methods=_FIELDS)
    blueprint.add_url_rule("/<slug>/questions/<code>/up", "up", up, methods=["POST"])
    blueprint.add_url_rule("/<slug>/questions/<code>/remove", "remove_question", remove, methods=["POST"])


@needs("comments.answer")
def add(slug: str) -> ResponseReturnValue:
    """Add a question at the end of a survey."""
    survey, form = queries.get(session(), slug=slug), QuestionForm()
    content = queries.content_of(survey)
    if not form.is_submitted():
        return _page(survey, form)
    if not form.validate():
        return _page(survey, form), 400
    made = form.question(_free_code(content))
    return _changed(slug, lambda now: replace(now, questions=(*now.questions, made)))


@needs("comments.answer")
def change(slug: str, code: str) -> ResponseReturnValue:
    """Change a question; 409 with what was typed where somebody else was quicker."""
    survey, form = queries.get(session(), slug=slug), QuestionForm()
    found = _found(survey, code)
    form.show_boxes(boxes_of(found))
    if not form.is_submitted():
        return _page(survey, form)
    if not form.validate():
        return _page(survey, form), 400
    if form.is_behind(boxes_of(found)):
        form.problem(form.text_en, gettext("Somebody else changed this meanwhile. Read theirs, then save."))
        return _page(survey, form, theirs=found), 409
    made = form.question(code)
    return _changed(
        slug,
        lambda now: replace(
            now, questions=tuple(made.instead_of(one) if one.code == code else one for one in now.questions)
        ),
    )


@needs("comments.answer")
def up(slug: str, code: str) -> ResponseReturnValue:
    """Ask a question before the one that stands above it."""
    _found(queries.get(session(), slug=slug), code)

    def raised(now: SurveyContent) -> SurveyContent:
        questions = list(now.questions)
        place = next(number for number, one in enumerate(questions) if one.code == code)
        questions.insert(max(0, place - 1), questions.pop(place))
        return replace(now, questions=tuple(questions))

    return _changed(slug, raised)


@needs("comments.answer")
def remove(slug: str, code: str) -> ResponseReturnValue:
    """Take a question out of a survey."""
    _found(queries.get(session(), slug=slug), code)
    return _changed(slug, lambda now: replace(now, questions=tuple(one for one in now.questions if one.code != code)))


def _changed(slug: str, edit: Callable[[SurveyContent], SurveyContent]) -> ResponseReturnValue:
    try:
        desk().change(queries.get(session(), slug=slug), edit)
    except NotAllowed:
        return refused(slug)
    return redirect(url_for("admin.surveys.show", slug=slug), code=303)


def _found(survey: Survey, code: str) -> Question:
    found = queries.content_of(survey).question(code)
    if found is None:
        raise MissingRow("question")
    return found


def _free_code(content: SurveyContent) -> str:
    taken = {one.code for one in content.questions}
    return next(code for number in range(1, 1000) if (code := f"question-{number}") not in taken)


def _page(survey: Survey, form: QuestionForm, theirs: Question | None = None) -> str:
    title = queries.content_of(survey).title["en"]
    return render_template(
        "feedback/surveys/admin/question.html", form=form, slug=survey.slug, survey_title=title, theirs=theirs
    )
