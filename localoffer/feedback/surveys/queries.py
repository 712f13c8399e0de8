"""Reading surveys and what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.feedback.surveys.vocabulary import State


def get(session: Session, *, slug: str) -> Survey:
    """Return one survey.

    Raises:
        MissingRow: when there is none of that name.
    """
    found = session.scalar(select(Survey).where(Survey.slug == slug))
    if found is None:
        raise MissingRow("survey")
    return found


def every(session: Session) -> Sequence[Survey]:
    """Return all surveys, the one made last first."""
    return session.scalars(select(Survey).order_by(Survey.made_at.desc(), Survey.id.desc())).all()


def state(survey: Survey, *, on: date) -> State:
    """Return how a survey stands on a day."""
    if survey.opens_on is None or survey.closes_on is None:
        return State.DRAFT
    if on < survey.opens_on:
        return State.PLANNED
    return State.OPEN if on <= survey.closes_on else State.CLOSED


def content_of(survey: Survey) -> SurveyContent:
    """Return what a survey asks."""
    return SurveyContent.of_json(survey.content)


def numbers(session: Session) -> dict[int, int]:
    """Return for each survey how many people have answered it; those that nobody has answered are not in it."""
    rows = session.execute(select(SurveyAnswer.survey_id, func.count()).group_by(SurveyAnswer.survey_id))
    return {row[0]: row[1] for row in rows}


def number_of_answers(survey: Survey) -> ScalarSelect[int]:
    """Return how many people have answered a survey, as a part of a query."""
    return select(func.count(SurveyAnswer.id)).where(SurveyAnswer.survey_id == survey.id).scalar_subquery()


def counted(session: Session, survey: Survey) -> dict[str, Counter[str]]:
    """Return for each question how many people chose each answer, and under the empty code how many chose any."""
    found: dict[str, Counter[str]] = {}
    for chosen in session.scalars(select(SurveyAnswer.chosen).where(SurveyAnswer.survey_id == survey.id)):
        for question, codes in chosen.items():
            found.setdefault(question, Counter()).update([*codes, ""])
    return found


def with_words(session: Session, survey: Survey) -> Sequence[SurveyAnswer]:
    """Return the answers with words, in an order that does not tell when they came."""
    wanted = select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id, SurveyAnswer.sealed_words.is_not(None))
    return session.scalars(wanted.order_by(SurveyAnswer.sent_hash)).all()


def answer(session: Session, survey: Survey, *, number: int) -> SurveyAnswer:
    """Return one answer to a survey.

    Raises:
        MissingRow: when there is none of that number.
    """
    found = session.scalar(select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id, SurveyAnswer.id == number))
    if found is None:
        raise MissingRow("nobody answered that, or it is no longer kept")
    return found
