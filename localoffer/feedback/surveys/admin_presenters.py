"""Surveys as staff see them, and their results as finished words, without numbers that might single somebody out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from localoffer.feedback.admin_presenters import number
from localoffer.feedback.comments.vocabulary import Face
from localoffer.feedback.suppressing import Shown, small, suppressed
from localoffer.feedback.surveys.admin_forms import KINDS
from localoffer.feedback.surveys.content import Question, SurveyContent
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.feedback.surveys.vocabulary import Kind, State
from localoffer.languages import (
    ENGLISH,
    LANGUAGES,
    Language,
    LazyText,
    format_date,
    format_number,
    gettext,
    lazy_gettext,
    ngettext,
    speaking,
)

STATES: dict[State, tuple[LazyText, str]] = {
    State.DRAFT: (lazy_gettext("Draft"), "grey"),
    State.PLANNED: (lazy_gettext("Opens soon"), "blue"),
    State.OPEN: (lazy_gettext("Open"), "green"),
    State.CLOSED: (lazy_gettext("Closed"), "grey"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list of surveys."""

    slug: str
    title: str
    state: str
    colour: str
    days: str
    answers: str
    can_change: bool


@dataclass(frozen=True)
class Bar:
    """How many people chose one answer; ``percent`` is 0 where there are too few to say."""

    title: str
    number: str
    percent: int
    share: str


@dataclass(frozen=True)
class Result:
    """What came of one question."""

    code: str
    text: str
    answered: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Asked:
    """One question as staff see it: the English, how it is answered, and the answers to choose."""

    code: str
    text: str
    kind: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What one person wrote to a question; ``number`` names the answer that it is part of."""

    number: int
    lang: str
    words: str


def row(survey: Survey, content: SurveyContent, state: State, answers: int) -> Row:
    """Return one line of the list of surveys."""
    title, colour = STATES[state]
    first, last = survey.opens_on, survey.closes_on
    # closed on its first day, it has a last day before that
    days = (format_date(day) for day in (first, last) if day and first and day >= first)
    return Row(
        slug=survey.slug,
        title=content.title[ENGLISH.code],
        state=str(title),
        colour=colour,
        days=" – ".join(days),
        answers=number(answers),
        can_change=state in (State.DRAFT, State.PLANNED),
    )


def results(content: SurveyContent, counted: Mapping[str, Counter[str]]) -> list[Result]:
    """Return what came of each question that people choose answers to."""
    return [_result(one, counted.get(one.code, Counter())) for one in content.questions if one.kind is not Kind.WORDS]


def questions(content: SurveyContent) -> list[Asked]:
    """Return what a survey asks."""
    return [
        Asked(one.code, one.text[ENGLISH.code], str(KINDS[one.kind]), tuple(title for _, title in _answers(one)))
        for one in content.questions
    ]


def words(
    content: SurveyContent, found: Iterable[tuple[SurveyAnswer, Mapping[str, str]]]
) -> list[tuple[str, list[Written]]]:
    """Return for each question that is answered in own words its text, and what people wrote."""
    asked = [one for one in content.questions if one.kind is Kind.WORDS]
    every = list(found)
    return [
        (
            one.text[ENGLISH.code],
            [Written(row.id, row.language, said[one.code]) for row, said in every if one.code in said],
        )
        for one in asked
    ]


def languages(content: SurveyContent) -> list[str]:
    """Return in which languages a survey is whole, and how many texts the others lack."""
    return [_language(one, content.missing(one.code)) for one in LANGUAGES.values()]


def _language(language: Language, missing: int) -> str:
    name = language.locale.get_language_name("en")
    if not missing:
        return gettext("%(language)s: complete", language=name)
    return ngettext(
        "%(language)s: %(num)s text is missing, so its readers see English",
        "%(language)s: %(num)s texts are missing, so its readers see English",
        missing,
        language=name,
    )


def _result(question: Question, counted: Counter[str]) -> Result:
    answered, times = counted[""], {code: counted[code] for code, _ in _answers(question)}
    shown = suppressed(times)
    if question.kind is Kind.MANY:
        # whoever answered chose any number of them, so that they have no sum that one could be worked out from
        shown = Shown({code: small(often) for code, often in times.items()}, small(answered))
    bars = (_bar(title, shown.counts[code], answered) for code, title in _answers(question))
    told = format_number(answered) if shown.total is not None else _not_shown()
    return Result(question.code, question.text[ENGLISH.code], told, tuple(bars))


def _not_shown() -> str:
    return gettext("not shown")


def _bar(title: str, times: int | None, total: int) -> Bar:
    if times is None:
        return Bar(title, _not_shown(), 0, _not_shown())
    percent = round(100 * times / total) if total else 0
    return Bar(title, number(times), percent, gettext("%(number)s%%", number=format_number(percent)))


def _answers(question: Question) -> list[tuple[str, str]]:
    if question.kind is Kind.FACES:
        with speaking(ENGLISH.code):
            return [(face.value, str(face.title)) for face in Face]
    return [(one.code, one.text[ENGLISH.code]) for one in question.answers]
