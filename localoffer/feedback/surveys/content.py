"""What a survey asks: the value that the county's file, the editor and the public page pass around.

Texts are by code of language and always have English. A survey is shown whole in one language: the reader's, where it
has every text of it, and English otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias

from localoffer.county_files import with_new_languages
from localoffer.feedback.surveys.vocabulary import Kind
from localoffer.languages import ENGLISH, LANGUAGES, Language
from localoffer.web.translated import with_held_back

Texts: TypeAlias = Mapping[str, str]
_TITLE, _INTRO = "title", "intro"


@dataclass(frozen=True)
class Answer:
    """One answer to choose."""

    code: str
    text: Texts


@dataclass(frozen=True)
class Question:
    """One question. Only those of kinds ONE and MANY have answers of their own."""

    code: str
    kind: Kind
    text: Texts
    answers: tuple[Answer, ...] = ()

    @property
    def name(self) -> str:
        """What its text is called among all texts of a survey."""
        return f"question.{self.code}"

    def instead_of(self, before: Question) -> Question:
        """Return it with what another said in languages that are held back; of its answers where both have as many."""
        answers = self.answers
        if len(answers) == len(before.answers):
            both = zip(answers, before.answers, strict=True)
            answers = tuple(replace(own, text=with_held_back(own.text, old.text)) for own, old in both)
        return replace(self, text=with_held_back(self.text, before.text), answers=answers)


@dataclass(frozen=True)
class SurveyContent:
    """A survey: its title, the sentences above its questions, and the questions in order."""

    title: Texts
    intro: Texts
    questions: tuple[Question, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the database keeps it."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> SurveyContent:
        """Return what the database or a file says.

        Raises:
            KeyError, ValueError: when it lacks something, or a kind is not known.
        """
        return cls(dict(told["title"]), dict(told["intro"]), tuple(_question(one) for one in told["questions"]))

    def headed(self, title: Texts, intro: Texts) -> SurveyContent:
        """Return it with another title and intro, and what these said in languages that are held back."""
        return replace(self, title=with_held_back(title, self.title), intro=with_held_back(intro, self.intro))

    def question(self, code: str) -> Question | None:
        """Return the question of a code, None where there is none."""
        return next((one for one in self.questions if one.code == code), None)

    def shown_in(self, language: Language) -> Language:
        """Return the language in which it is shown to a reader of one."""
        return language if not self.missing(language.code) else ENGLISH

    def missing(self, language: str) -> int:
        """Return how many texts it lacks in a language."""
        return sum(1 for texts in self._texts() if not texts.get(language))

    def languages(self) -> list[Language]:
        """Return the languages that it has every text of."""
        return [one for one in LANGUAGES.values() if not self.missing(one.code)]

    def texts_in(self, language: str) -> dict[str, str]:
        """Return every text in a language, empty where it has none, by the names that ``saying`` takes."""
        return {name: texts.get(language, "") for name, texts in self._named()}

    def saying(self, language: str, texts: Mapping[str, str]) -> SurveyContent:
        """Return it with other texts in a language; those that are not given, or are empty, it lacks then."""

        def said(name: str, before: Texts) -> Texts:
            others = {code: text for code, text in before.items() if code != language}
            return {**others, language: texts[name]} if texts.get(name) else others

        return SurveyContent(
            title=said(_TITLE, self.title),
            intro=said(_INTRO, self.intro),
            questions=tuple(
                replace(
                    one,
                    text=said(one.name, one.text),
                    answers=tuple(Answer(a.code, said(f"{one.name}.{a.code}", a.text)) for a in one.answers),
                )
                for one in self.questions
            ),
        )

    def in_more_languages(self, other: SurveyContent) -> SurveyContent:
        """Return it with the texts of another in languages that it lacks, wherever both say the same in English."""
        return SurveyContent(
            title=with_new_languages(self.title, other.title),
            intro=with_new_languages(self.intro, other.intro),
            questions=tuple(_in_more_languages(one, other.question(one.code)) for one in self.questions),
        )

    def _texts(self) -> Iterator[Texts]:
        yield from (texts for _, texts in self._named())

    def _named(self) -> Iterator[tuple[str, Texts]]:
        yield from ((_TITLE, self.title), (_INTRO, self.intro))
        for question in self.questions:
            yield question.name, question.text
            yield from ((f"{question.name}.{answer.code}", answer.text) for answer in question.answers)


def _in_more_languages(question: Question, other: Question | None) -> Question:
    if other is None:
        return question
    texts = {answer.code: answer.text for answer in other.answers}
    return replace(
        question,
        text=with_new_languages(question.text, other.text),
        answers=tuple(
            Answer(one.code, with_new_languages(one.text, texts.get(one.code, {}))) for one in question.answers
        ),
    )


def _question(told: Mapping[str, Any]) -> Question:
    answers: Sequence[Mapping[str, Any]] = told.get("answers", ())
    return Question(
        code=told["code"],
        kind=Kind(told["kind"]),
        text=dict(told["text"]),
        answers=tuple(Answer(str(one["code"]), dict(one["text"])) for one in answers),
    )
