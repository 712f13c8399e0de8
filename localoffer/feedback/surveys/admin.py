"""The commissioners' surveys: make one, copy one, open it for some days, close it. In English only."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import session
from localoffer.feedback.surveys import admin_presenters, admin_questions, admin_results, queries
from localoffer.feedback.surveys.admin_forms import CloseForm, DaysForm, HeadForm, boxes_of_head
from localoffer.feedback.surveys.admin_page import desk, page, refused
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.vocabulary import State
from localoffer.feedback.surveys.writing import NotAllowed
from localoffer.languages import gettext
from localoffer.listings.slugs import slug_from
from localoffer.staff.guard import allowed, needs
from localoffer.staff.home import Tile

blueprint = Blueprint("surveys", __name__, url_prefix="/surveys")
admin_questions.register(blueprint)
admin_results.register(blueprint)


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """List the surveys."""
    numbers = queries.numbers(session())
    rows = [
        admin_presenters.row(
            one, queries.content_of(one), queries.state(one, on=today()), answers=numbers.get(one.id, 0)
        )
        for one in queries.every(session())
    ]
    return render_template("feedback/surveys/admin/index.html", rows=rows, may_write=allowed("comments.answer"))


@blueprint.get("/<slug>")
@needs("comments.read")
def show(slug: str) -> ResponseReturnValue:
    """Show one survey: what it asks, in which languages, and when."""
    return page(queries.get(session(), slug=slug))


@blueprint.route("/new", methods=["GET", "POST"])
@needs("comments.answer")
def create() -> ResponseReturnValue:
    """Begin a survey with its title."""
    form = HeadForm()
    if not form.is_submitted():
        return _head(form)
    if not form.validate():
        return _head(form), 400
    content = SurveyContent(form.texts("title"), form.texts("intro"))
    made = desk().make(content, slug=slug_from(content.title["en"], longest=50))
    return redirect(url_for("admin.surveys.show", slug=made.slug), code=303)


@blueprint.route("/<slug>/title", methods=["GET", "POST"])
@needs("comments.answer")
def head(slug: str) -> ResponseReturnValue:
    """Change the title of a survey, and why it asks; 409 with what was typed where somebody else was quicker."""
    survey, form = queries.get(session(), slug=slug), HeadForm()
    content = queries.content_of(survey)
    form.show_boxes(boxes_of_head(content))
    if not form.is_submitted():
        return _head(form, survey)
    if not form.validate():
        return _head(form, survey), 400
    if form.is_behind(boxes_of_head(content)):
        form.problem(form.title_en, gettext("Somebody else changed this meanwhile. Read theirs, then save."))
        return _head(form, survey, theirs=content), 409
    try:
        desk().change(survey, lambda now: now.headed(form.texts("title"), form.texts("intro")))
    except NotAllowed:
        return refused(slug)
    return redirect(url_for("admin.surveys.show", slug=slug), code=303)


@blueprint.post("/<slug>/copy")
@needs("comments.answer")
def copy(slug: str) -> ResponseReturnValue:
    """Make a new survey that asks the same."""
    survey = queries.get(session(), slug=slug)
    made = desk().make(queries.content_of(survey), slug=survey.slug[:50], made_from=survey.made_from)
    flash(gettext("This is the copy. Change it before you open it."))
    return redirect(url_for("admin.surveys.show", slug=made.slug), code=303)


@blueprint.post("/<slug>/open")
@needs("comments.answer")
def open_it(slug: str) -> ResponseReturnValue:
    """Open a survey for some days."""
    survey, form = queries.get(session(), slug=slug), DaysForm()
    if not form.validate():
        return page(survey, form, 400)
    try:
        desk().open(survey, opens_on=form.first_day, closes_on=form.last_day)
    except NotAllowed:
        form.form_errors = [
            gettext("It needs a question, a first day that is not over, and a last day that is not before the first.")
        ]
        return page(survey, form, 400)
    flash(gettext("Saved. From the first day on, only its last day can be changed."))
    return redirect(url_for("admin.surveys.show", slug=slug), code=303)


@blueprint.post("/<slug>/close")
@needs("comments.answer")
def close(slug: str) -> ResponseReturnValue:
    """Change the last day of a survey that is open."""
    survey, form = queries.get(session(), slug=slug), CloseForm()
    if not form.validate():
        return page(survey, form, 400)
    try:
        desk().close(survey, on=form.last_day)
    except NotAllowed:
        return refused(slug)
    flash(gettext("Saved."))
    return redirect(url_for("admin.surveys.show", slug=slug), code=303)


@blueprint.post("/<slug>/remove")
@needs("comments.answer", recent=True)
def remove(slug: str) -> ResponseReturnValue:
    """Remove a survey that has never opened."""
    try:
        desk().remove(queries.get(session(), slug=slug))
    except NotAllowed:
        return refused(slug)
    flash(gettext("The survey is removed."))
    return redirect(url_for("admin.surveys.index"), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of surveys: how many people answered each open one."""
    return [
        Tile(
            gettext("People who answered “%(title)s”", title=queries.content_of(one).title["en"]),
            queries.number_of_answers(one),
            url_for("admin.surveys.results", slug=one.slug),
        )
        for one in queries.every(session)
        if queries.state(one, on=today()) is State.OPEN
    ]


def _head(form: HeadForm, survey: Survey | None = None, theirs: SurveyContent | None = None) -> str:
    return render_template("feedback/surveys/admin/head.html", form=form, survey=survey, theirs=theirs)
