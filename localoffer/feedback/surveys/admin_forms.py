"""The forms with which staff write a survey and open it. Each text has a box for each language; English is needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField

from localoffer.feedback.surveys.content import Answer, Question, SurveyContent
from localoffer.feedback.surveys.vocabulary import Kind
from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext
from localoffer.web.translated import digest

KINDS = {
    Kind.ONE: lazy_gettext("Choose one answer"),
    Kind.MANY: lazy_gettext("Choose any number of answers"),
    Kind.FACES: lazy_gettext("Choose one of three faces"),
    Kind.WORDS: lazy_gettext("Write in their own words"),
}
_LINE = MaxLength(200, lazy_gettext("Use 200 characters or fewer"))
_LONG = MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))
_FEWEST_ANSWERS = 2


class PartForm(Form):
    """A part of a survey, which somebody else may have changed since it was shown."""

    version = HiddenField()

    def show_boxes(self, boxes: Mapping[str, str]) -> None:
        """Put what there is into the boxes, unless somebody has just sent the form."""
        self.fill({**boxes, "version": digest(boxes)})

    def is_behind(self, boxes: Mapping[str, str]) -> bool:
        """Return whether it was sent from a page on which there stood something else; sent again, it is not."""
        version, self.version.data = self.version.data, digest(boxes)
        return bool(version != self.version.data)


class HeadForm(PartForm):
    """The title of a survey and the sentences above its questions. ``title_en`` and the others are added below."""

    def texts(self, name: str) -> dict[str, str]:
        """Return what stands in the boxes of a name, by language."""
        return _typed(self, name)


class QuestionForm(PartForm):
    """One question. ``text_en``, ``answers_en`` and the others are added below."""

    kind = RadiosField(
        lazy_gettext("How do people answer?"),
        [Required(lazy_gettext("Choose how people answer"))],
        choices=[Choice(kind.value, title) for kind, title in KINDS.items()],
    )

    def question(self, code: str) -> Question:
        """Return what was written, as the question of a code."""
        kind = Kind(self.kind.data)
        lines = _lines(self) if kind in (Kind.ONE, Kind.MANY) else {ENGLISH.code: []}
        answers = tuple(
            Answer(str(number + 1), {language: texts[number] for language, texts in lines.items() if texts})
            for number in range(len(lines[ENGLISH.code]))
        )
        return Question(code, kind, _typed(self, "text"), answers)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be asked: with answers to choose, as many in each language as in English."""
        if not super().validate(extra_validators):
            return False
        if Kind(self.kind.data) not in (Kind.ONE, Kind.MANY):
            return True
        lines = _lines(self)
        wanted = len(lines[ENGLISH.code])
        if wanted < _FEWEST_ANSWERS:
            self.problem(self.answers_en, lazy_gettext("Write at least two answers, each on its own line"))
        for code, texts in lines.items():
            if texts and len(texts) != wanted:
                self.problem(self[f"answers_{code}"], lazy_gettext("Write as many lines as in English"))
        return not self.errors


class CloseForm(Form):
    """The last day of a survey that is open."""

    closes_on = DateField(
        lazy_gettext("Last day"),
        [Required(lazy_gettext("Enter the last day"))],
        hint=lazy_gettext("To close it now, enter yesterday."),
    )

    @property
    def last_day(self) -> date:
        """The last day, of a form that is valid."""
        return _day(self.closes_on)


class DaysForm(CloseForm):
    """Between which days a survey can be answered."""

    opens_on = DateField(
        lazy_gettext("First day"), [Required(lazy_gettext("Enter the first day"))], hint=lazy_gettext("Today or later.")
    )
    closes_on = DateField(lazy_gettext("Last day"), [Required(lazy_gettext("Enter the last day"))])

    @property
    def first_day(self) -> date:
        """The first day, of a form that is valid."""
        return _day(self.opens_on)


def boxes_of_head(content: SurveyContent) -> dict[str, str]:
    """Return what stands in the boxes of a survey's title."""
    return {**_boxes("title", content.title), **_boxes("intro", content.intro)}


def boxes_of(question: Question) -> dict[str, str]:
    """Return what stands in the boxes of a question."""
    lines = {code: "\n".join(answer.text.get(code, "") for answer in question.answers).strip() for code in LANGUAGES}
    return {"kind": question.kind.value, **_boxes("text", question.text), **_boxes("answers", lines)}


def _day(field: DateField) -> date:
    found: date | None = field.data
    assert found is not None, "the form is not valid"  # noqa: S101
    return found


def _boxes(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}


def _typed(form: Form, name: str) -> dict[str, str]:
    return {code: typed for code in LANGUAGES if (typed := form[f"{name}_{code}"].data)}


def _lines(form: Form) -> dict[str, list[str]]:
    return {
        code: [line.strip() for line in (form[f"answers_{code}"].data or "").splitlines() if line.strip()]
        for code in LANGUAGES
    }


for _code, _language in LANGUAGES.items():
    _name = str(_language.locale.get_language_name("en"))
    _is_english = _language is ENGLISH
    setattr(
        HeadForm,
        f"title_{_code}",
        TextField(
            lazy_gettext("Title in %(language)s", language=_name),
            [*([Required(lazy_gettext("Write the title in English"))] if _is_english else []), _LINE],
        ),
    )
    setattr(
        HeadForm,
        f"intro_{_code}",
        TextAreaField(
            lazy_gettext("Why you ask, in %(language)s", language=_name),
            [*([Required(lazy_gettext("Write in English why you ask"))] if _is_english else []), _LONG],
            hint=lazy_gettext("What you want to know, and what you will do with the answers.") if _is_english else "",
            rows=3,
        ),
    )
    setattr(
        QuestionForm,
        f"text_{_code}",
        TextField(
            lazy_gettext("Question in %(language)s", language=_name),
            [*([Required(lazy_gettext("Write the question in English"))] if _is_english else []), _LINE],
        ),
    )
    setattr(
        QuestionForm,
        f"answers_{_code}",
        TextAreaField(
            lazy_gettext("Answers in %(language)s", language=_name),
            [_LONG],
            hint=lazy_gettext("One on each line. Faces and own words need none.")
            if _is_english
            else lazy_gettext("As many lines as in English, in the same order."),
        ),
    )
