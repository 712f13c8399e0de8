"""What surveys ask, until they are closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.feedback.surveys import queries
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.vocabulary import State
from localoffer.feedback.surveys.writing import Desk, NotAllowed
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, NotTaken, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind, Refusal

_LINE = 200
# those that are open first: families are asked now
_ORDER = (State.OPEN, State.PLANNED, State.DRAFT)


class Surveys:
    """Surveys that are not over. Families are shown one whole in their language, or in English.

    Once it has opened, what it lacks in a language can be added, and nothing of it changes.
    """

    kind = Kind.SURVEY
    permission = "comments.answer"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Title"), _LINE, is_needed=True),
        Field("intro", lazy_gettext("Why you ask"), 2000, rows=3),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        surveys = queries.every(session)
        return [text.row for language in languages for text in _texts(surveys, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return list(_texts([one for one in queries.every(session) if one.slug in keys], language))

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        survey, language = queries.get(session, slug=text.name.key), text.name.language
        desk = Desk(session, audit_key=writer.audit_key, actor=writer.actor, today=today())
        try:
            if _state(survey) is State.OPEN:
                _complete(desk, survey, queries.content_of(survey).saying(language, values))
            else:
                desk.change(survey, lambda content: content.saying(language, values), current={language})
        except NotAllowed as fault:
            raise ChangedMeanwhile from fault


def _complete(desk: Desk, survey: Survey, told: SurveyContent) -> None:
    """Add what an open survey lacks.

    Raises:
        NotTaken: when anything that people may have read already would be different.
    """
    if queries.content_of(survey).in_more_languages(told) != told:
        raise NotTaken(Refusal.OPENED)
    desk.translate(survey, told)


def _texts(surveys: Sequence[Survey], language: str) -> Iterator[Text]:
    for number, survey in enumerate(surveys):
        content, state = queries.content_of(survey), _state(survey)
        if state not in _ORDER:
            continue
        english, own = filled(content.texts_in(ENGLISH.code)), filled(content.texts_in(language))
        yield Text(
            Name(Kind.SURVEY, survey.slug, language),
            english["title"],
            english=english,
            newest=own,
            shown={} if content.missing(language) else own,
            made_from=english_of(english, survey.made_from.get(language, {})) if own else None,
            place=(_ORDER.index(state), number),
            fields=_fields(content),
        )


def _fields(content: SurveyContent) -> tuple[Field, ...]:
    found = list(Surveys.fields)
    for number, question in enumerate(content.questions, 1):
        found.append(Field(question.name, lazy_gettext("Question %(number)s", number=number), _LINE))
        found += [
            Field(
                f"{question.name}.{answer.code}",
                lazy_gettext("Question %(number)s, answer %(answer)s", number=number, answer=place),
                _LINE,
            )
            for place, answer in enumerate(question.answers, 1)
        ]
    return tuple(found)


def _state(survey: Survey) -> State:
    return queries.state(survey, on=today())
