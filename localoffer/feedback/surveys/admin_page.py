"""The page of one survey, and who works on it: what all the commissioners' views of surveys share."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.feedback.surveys import admin_presenters, queries
from localoffer.feedback.surveys.admin_forms import CloseForm, DaysForm
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.vocabulary import State
from localoffer.feedback.surveys.writing import Desk
from localoffer.forms.base import Form
from localoffer.languages import gettext
from localoffer.staff.guard import allowed, current_actor


def desk() -> Desk:
    """Return who works on surveys in this request."""
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return Desk(session(), audit_key=keys.audit, actor=current_actor(), today=today())


def refused(slug: str) -> ResponseReturnValue:
    """Show a survey that cannot be changed as somebody wanted."""
    session.rollback()
    form = DaysForm(formdata=None)
    form.form_errors = [gettext("This cannot be changed any more: the survey has opened, or somebody changed it.")]
    return page(queries.get(session(), slug=slug), form, 409)


def page(survey: Survey, form: Form | None = None, status: int = 200) -> ResponseReturnValue:
    """Return the page of one survey.

    Args:
        form: the days that somebody sent and that cannot be; without it, those that the survey has.
    """
    content, state = queries.content_of(survey), queries.state(survey, on=today())
    if form is None:
        form = CloseForm(formdata=None) if state is State.OPEN else DaysForm(formdata=None)
        form.process(data={"opens_on": survey.opens_on, "closes_on": survey.closes_on})
    number = queries.numbers(session()).get(survey.id, 0)
    shown = render_template(
        "feedback/surveys/admin/one.html",
        row=admin_presenters.row(survey, content, state, number),
        questions=admin_presenters.questions(content),
        intro=content.intro["en"],
        languages_told=admin_presenters.languages(content),
        state=state.value,
        form=form,
        may_write=allowed("comments.answer"),
    )
    return shown, status
