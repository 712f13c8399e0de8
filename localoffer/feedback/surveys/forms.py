"""The form of a survey, made of its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from localoffer.feedback.comments.vocabulary import Face
from localoffer.feedback.surveys.content import Question, SurveyContent
from localoffer.feedback.surveys.vocabulary import Kind
from localoffer.feedback.without_account import OpenForm
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, TextAreaField
from localoffer.forms.validators import MaxLength
from localoffer.languages import gettext, lazy_gettext, speaking

_LONG = MaxLength(1000, lazy_gettext("Use fewer words: 1,000 letters at most"))


class SurveyForm(OpenForm):
    """The questions of one survey, in one language. Nobody has to answer all of them."""

    def asked(self) -> list[Field]:
        """Return the fields of the questions in their order."""
        return [field for field in self if hasattr(field, "kind")]

    def chosen(self) -> dict[str, list[str]]:
        """Return what was chosen, by the code of the question."""
        fields = [field for field in self.asked() if field.kind != "textarea" and field.data]
        return {_code(field): list(field.data) if field.kind == "checkboxes" else [field.data] for field in fields}

    def words(self) -> dict[str, str]:
        """Return what was written, by the code of the question."""
        return {_code(field): field.data for field in self.asked() if field.kind == "textarea" and field.data}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether there is an answer to keep."""
        if not super().validate(extra_validators):
            return False
        if not any(field.data for field in self.asked()):
            self.problem(self.asked()[0], lazy_gettext("Answer at least one question"))
            return False
        return True


def form_for(content: SurveyContent, language: str) -> type[SurveyForm]:
    """Return the form that asks what a survey asks, in a language that it has every text of."""
    with speaking(language):
        fields = {f"q_{one.code}": _field(one, language) for one in content.questions}
    return type("SurveyForm", (SurveyForm,), fields)


def _field(question: Question, language: str) -> Field:
    text = question.text[language]
    if question.kind is Kind.WORDS:
        hint = gettext("Do not write names, addresses or phone numbers.")
        return TextAreaField(text, [_LONG], hint=hint, rows=4)
    if question.kind is Kind.FACES:
        return RadiosField(text, choices=[Choice(face.value, str(face.title)) for face in Face])
    choices = [Choice(one.code, one.text[language]) for one in question.answers]
    return (CheckboxesField if question.kind is Kind.MANY else RadiosField)(text, choices=choices, small=True)


def _code(field: Field) -> str:
    return str(field.short_name).removeprefix("q_")
