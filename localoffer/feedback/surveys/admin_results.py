"""What came of a survey: charts with their tables, what people wrote, and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.feedback.suppressing import FEWEST
from localoffer.feedback.surveys import admin_presenters, answering, queries, sealing
from localoffer.feedback.surveys.admin_presenters import Result
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.languages import gettext
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.web.spreadsheets import CSV, as_csv


def register(blueprint: Blueprint) -> None:
    """Put these views on the blueprint of surveys."""
    blueprint.add_url_rule("/<slug>/results", "results", results)
    blueprint.add_url_rule("/<slug>/results.csv", "export", export)
    blueprint.add_url_rule("/<slug>/words/<int:number>/remove", "remove_words", remove_words, methods=["POST"])


@needs("comments.read")
def results(slug: str) -> str:
    """Show what people answered: numbers as charts and tables, and their own words."""
    survey = queries.get(session(), slug=slug)
    content, answers = queries.content_of(survey), queries.numbers(session()).get(survey.id, 0)
    return render_template(
        "feedback/surveys/admin/results.html",
        row=admin_presenters.row(survey, content, queries.state(survey, on=today()), answers),
        results=_results(survey) if answers >= FEWEST else [],
        words=admin_presenters.words(content, _words(survey)),
        fewest=FEWEST,
        may_write=allowed("comments.answer"),
    )


@needs("comments.read", recent=True)
def export(slug: str) -> Response:
    """Give the numbers as a spreadsheet; what people wrote is not in it."""
    survey = queries.get(session(), slug=slug)
    answers = queries.numbers(session()).get(survey.id, 0)
    rows = [
        (found.text, bar.title, bar.number, bar.share)
        for found in (_results(survey) if answers >= FEWEST else [])
        for bar in found.bars
    ]
    headings = [gettext("Question"), gettext("Answer"), gettext("People"), gettext("Share")]
    answer = Response(as_csv(headings, rows), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="survey-{survey.slug}-{today()}.csv"'
    return answer


@needs("comments.answer", recent=True)
def remove_words(slug: str, number: int) -> ResponseReturnValue:
    """Remove what one person wrote, because it says who somebody is."""
    survey = queries.get(session(), slug=slug)
    row = queries.answer(session(), survey, number=number)
    answering.remove_words(session(), row, actor=current_actor(), audit_key=_keys().audit)
    flash(gettext("The words are removed. What was chosen is still counted."))
    return redirect(url_for("admin.surveys.results", slug=slug), code=303)


def _results(survey: Survey) -> list[Result]:
    return admin_presenters.results(queries.content_of(survey), queries.counted(session(), survey))


def _words(survey: Survey) -> Iterator[tuple[SurveyAnswer, dict[str, str]]]:
    for row in queries.with_words(session(), survey):
        try:
            yield row, sealing.open_words(row, keys=_keys())
        except CannotOpen:
            continue


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
