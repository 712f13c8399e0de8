"""“What help can we get?”: seven questions by GET, and the answer, which can be shared by its address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.db import session
from localoffer.guide.helping import composing, queries
from localoffer.guide.helping.answer_page import AnswerRow
from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.forms import HelpForm
from localoffer.guide.helping.vocabulary import Question, Urgent
from localoffer.listings.search.following import follower
from localoffer.web.translated import together
from localoffer.web.trusting import trust_notes

blueprint = Blueprint("help", __name__, url_prefix="/help")
_ASKED, _QUESTION = "asked", "question"


@blueprint.get("")
def question() -> ResponseReturnValue:
    """Ask the next question, or one that somebody wants to change; refuse a sent answer that it does not take."""
    form = _form()
    sent = _question_named(_ASKED)
    if (wrong := _first_wrong(form, sent)) is not None:
        return _asked(form, wrong), 400
    answers = form.answers()
    if answers.one(Question.URGENT) == Urgent.DANGER:
        return redirect(url_for("contacting.now"))
    wanted = _question_named(_QUESTION) if sent is None else None
    following = wanted or answers.next_question()
    if following is None:
        return redirect(address("help.answer", answers))
    if sent is not None:
        # so that Back, a reload and the languages come to the question alone
        return redirect(address("help.question", answers))
    return _asked(form, following)


@blueprint.get("/answer")
def answer() -> ResponseReturnValue:
    """Show what there is for somebody who answered so; what they left out counts as not sure."""
    form = _form()
    if (wrong := _first_wrong(form, None)) is not None:
        return _asked(form, wrong), 400
    answers = form.answers()
    if not answers.chosen:
        return redirect(url_for("help.question"))
    if answers.one(Question.URGENT) == Urgent.DANGER:
        return redirect(url_for("contacting.now"))
    shown = [rung for rung, _ in composing.rungs(answers, queries.rules(session()))]
    return render_template(
        "guide/helping/answer.html",
        rungs=shown,
        rows=list(_rows(form, answers)),
        is_soon=answers.one(Question.URGENT) == Urgent.WEEK,
        has_english=any(one.about and one.about.lang for one in shown),
        notes=trust_notes(together(one.trust for one in shown)),
    )


def address(endpoint: str, answers: Answers, **more: str) -> str:
    """Return the address of a page with answers in it."""
    query = urlencode([*answers.pairs(), *more.items()])
    path = url_for(endpoint)
    return f"{path}?{query}" if query else path


def _form() -> HelpForm:
    return HelpForm(request.args, follower(current_app).engine.vocabulary, languages.current().code)


def _question_named(name: str) -> Question | None:
    return next((one for one in Question if one.value == request.args.get(name)), None)


def _first_wrong(form: HelpForm, sent: Question | None) -> Question | None:
    """Return the first question whose answer is not one of its own, or was sent empty; its field says so."""
    given = [one for one in Question if one is sent or form.field(one).data]
    return next((one for one in given if not form.is_answered(one)), None)


def _asked(form: HelpForm, question: Question) -> str:
    if question is Question.NEED:
        form.explain_needs(queries.need_hints(session(), languages.current().code))
    others = form.answers().without(question)
    number = list(Question).index(question) + 1
    return render_template(
        "guide/helping/question.html",
        form=form,
        field_=form.field(question),
        question=question.value,
        others=list(others.pairs()),
        number=number,
        of=len(Question),
        back=_before(question, form.answers()),
        so_far=address("help.answer", others) if others.chosen else "",
    )


def _before(question: Question, answers: Answers) -> str:
    """Return where the question before is, with all answers; home before the first."""
    at = list(Question).index(question)
    return address("help.question", answers, question=list(Question)[at - 1].value) if at else url_for("site.home")


def _rows(form: HelpForm, answers: Answers) -> Iterable[AnswerRow]:
    for one in Question:
        change = address("help.question", answers, question=one.value)
        yield AnswerRow(str(form.field(one).label.text), form.names(answers, one), change)
