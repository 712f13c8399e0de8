"""Making, changing, opening and closing surveys. Once a survey has opened, its questions stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.db import bump, now
from localoffer.feedback.surveys import queries
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.feedback.surveys.vocabulary import State
from localoffer.languages import LANGUAGES
from localoffer.web.translated import earlier_english

SUBJECT = "surveys"
"""The change number that goes up when what the public sees of surveys may have changed."""
_NOT_YET_OPEN = (State.DRAFT, State.PLANNED)


class NotAllowed(Exception):
    """What was asked for cannot be done to a survey as it stands, or somebody else has changed it meanwhile."""


class Desk:
    """Who works on surveys: the session, the key of the audit, the actor and the day, the same for a whole request."""

    def __init__(self, session: Session, *, audit_key: bytes, actor: str, today: date) -> None:
        self.session, self.audit_key, self.actor, self.today = session, audit_key, actor, today

    def make(self, content: SurveyContent, *, slug: str, made_from: dict[str, Any] | None = None) -> Survey:
        """Store a new survey, which nobody can answer yet; a name that is taken gets a number.

        Args:
            made_from: what ``Survey`` keeps by this name, of one that is copied.
        """
        survey = Survey(
            slug=self._free(slug),
            content=content.as_json(),
            made_from=made_from or {},
            made_by=self.actor,
            made_at=now(),
        )
        self.session.add(survey)
        self.session.flush()
        self._keep(survey, "survey.made")
        return survey

    def change(
        self, survey: Survey, edit: Callable[[SurveyContent], SurveyContent], *, current: Collection[str] = ()
    ) -> None:
        """Change what a survey asks.

        Args:
            current: the languages of which somebody says that they are right for this English, changed or not.

        Raises:
            NotAllowed: once it has opened.
        """
        self._need(survey, *_NOT_YET_OPEN)
        before = queries.content_of(survey)
        content = edit(before)
        survey.made_from = earlier_english(_by_language(content), _by_language(before), survey.made_from, current)
        survey.content = content.as_json()
        self._keep(survey, "survey.changed")

    def translate(self, survey: Survey, told: SurveyContent) -> bool:
        """Add what somebody has put into languages that a survey lacks; return whether there was anything.

        It may be open: what it asks stays the same.
        """
        now_said = queries.content_of(survey)
        content = now_said.in_more_languages(told)
        if content == now_said:
            return False
        survey.content = content.as_json()
        self._keep(survey, "survey.translated")
        return True

    def open(self, survey: Survey, *, opens_on: date, closes_on: date) -> None:
        """Say between which days a survey can be answered.

        Raises:
            NotAllowed: when it has opened already, asks nothing, or the days are past or the wrong way round.
        """
        self._need(survey, *_NOT_YET_OPEN)
        if not survey.content["questions"] or opens_on < self.today or closes_on < opens_on:
            raise NotAllowed
        survey.opens_on, survey.closes_on = opens_on, closes_on
        self._keep(survey, "survey.opened")

    def close(self, survey: Survey, *, on: date) -> None:
        """Say on which day a survey that is open can be answered last; a day before today closes it at once.

        It could be answered yesterday, so an earlier day than that is not what is kept.

        Raises:
            NotAllowed: when it is not open.
        """
        self._need(survey, State.OPEN)
        survey.closes_on = max(on, self.today - timedelta(days=1))
        self._keep(survey, "survey.closed")

    def remove(self, survey: Survey) -> None:
        """Remove a survey that has never opened.

        Raises:
            NotAllowed: when it has opened, or somebody has answered it.
        """
        self._need(survey, *_NOT_YET_OPEN)
        if self.session.scalar(select(SurveyAnswer.id).where(SurveyAnswer.survey_id == survey.id).limit(1)):
            raise NotAllowed
        self._record(survey, "survey.removed")
        self.session.delete(survey)
        bump(self.session, SUBJECT)

    def _need(self, survey: Survey, *states: State) -> None:
        if queries.state(survey, on=self.today) not in states:
            raise NotAllowed

    def _keep(self, survey: Survey, action: str) -> None:
        try:
            self.session.flush()
        except StaleDataError as error:
            raise NotAllowed from error
        self._record(survey, action)
        bump(self.session, SUBJECT)

    def _free(self, slug: str) -> str:
        taken = set(self.session.scalars(select(Survey.slug).where(Survey.slug.startswith(slug))))
        return next(name for name in (slug, *(f"{slug}-{number}" for number in range(2, 999))) if name not in taken)

    def _record(self, survey: Survey, action: str) -> None:
        audit.record(
            self.session,
            key=self.audit_key,
            actor=self.actor,
            action=action,
            subject="survey",
            subject_id=survey.slug,
        )


def _by_language(content: SurveyContent) -> dict[str, dict[str, str]]:
    return {language: content.texts_in(language) for language in {*LANGUAGES, *content.title}}
