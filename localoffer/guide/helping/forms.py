"""The seven questions as one form, of which each page shows one; sent by GET, so that the address holds the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from localoffer.alphabets import in_order
from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField
from localoffer.forms.validators import Required
from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.vocabulary import NOT_SURE, AgeBand, Assessed, Question, Urgent, Want, Who
from localoffer.languages import lazy_gettext
from localoffer.listings.search.documents import Vocabulary

_NOT_SURE = lazy_gettext("I’m not sure")


class HelpForm(Form):
    """One field for each ``Question``, called by its code."""

    class Meta(Form.Meta):
        # nothing is stored, so nobody can be made to store anything
        csrf = False

    who = RadiosField(
        lazy_gettext("Who needs help?"),
        [Required(lazy_gettext("Choose who needs help"))],
        choices=[Choice(one.value, one.title) for one in Who],
    )
    age = RadiosField(
        lazy_gettext("How old is the child or young person?"),
        [Required(lazy_gettext("Choose an age"))],
        choices=[Choice(one.value, one.title) for one in AgeBand],
    )
    district = RadiosField(
        lazy_gettext("Where does the family live?"), [Required(lazy_gettext("Choose a district, or “I’m not sure”"))]
    )
    need = CheckboxesField(
        lazy_gettext("What is hard?"),
        [Required(lazy_gettext("Choose what is hard, or “I’m not sure”"))],
        hint=lazy_gettext("Choose all that fit. You need no diagnosis: go by what you see."),
    )
    want = CheckboxesField(
        lazy_gettext("What would help?"),
        [Required(lazy_gettext("Choose what would help, or “I’m not sure”"))],
        choices=[*(Choice(one.value, one.title) for one in Want), Choice(NOT_SURE, _NOT_SURE, alone=True)],
        hint=lazy_gettext("Choose all that fit."),
    )
    assessed = RadiosField(
        lazy_gettext("Has anyone looked at what help is needed?"),
        [Required(lazy_gettext("Choose an answer, or “I’m not sure”"))],
        choices=[*(Choice(one.value, one.title) for one in Assessed), Choice(NOT_SURE, _NOT_SURE)],
        hint=lazy_gettext("There is help for each of these answers."),
    )
    urgent = RadiosField(
        lazy_gettext("How soon is help needed?"),
        [Required(lazy_gettext("Choose how soon"))],
        choices=[Choice(one.value, one.title) for one in Urgent],
    )

    def __init__(self, asked: MultiDict[str, str], vocabulary: Vocabulary, language: str) -> None:
        """Read the answers from an address.

        Args:
            asked: the names and values of the address.
            vocabulary: the county's districts and needs.
            language: of the page.
        """
        super().__init__(formdata=asked)
        if self.who.data == Who.YOUNG_PERSON:
            self.age.label.text = lazy_gettext("How old are you?")
            self.age.choices = [one for one in self.age.options if one.value != AgeBand.UNDER_5]
            self.district.label.text = lazy_gettext("Where do you live?")
        self.district.choices = [
            *in_order(
                (Choice(one.code, one.name(language)) for one in vocabulary.districts), lambda one: str(one.text)
            ),
            Choice(NOT_SURE, _NOT_SURE),
        ]
        self.need.choices = [
            *(Choice(one.code, one.name(language)) for one in vocabulary.needs if one.code != NOT_SURE),
            Choice(NOT_SURE, lazy_gettext("I’m not sure, or nobody has said"), alone=True),
        ]

    def explain_needs(self, hints: Mapping[str, str]) -> None:
        """Say of each need what it looks like day to day, for a family that has no name for it."""
        options = self.field(Question.NEED).options
        self.need.choices = [one if one.alone else replace(one, hint=hints.get(one.value, "")) for one in options]

    def field(self, question: Question) -> Field:
        """Return the field of a question."""
        return self[question.value]

    def is_answered(self, question: Question) -> bool:
        """Return whether a question has an answer that it takes; otherwise its field says what is wrong."""
        return bool(self.field(question).validate(self))

    def answers(self, wrong: Mapping[Question, object] | None = None) -> Answers:
        """Return the answers given, without those to questions that are ``wrong``."""
        return Answers.of({one: _codes(self.field(one).data) for one in Question if one not in (wrong or {})})

    def names(self, answers: Answers, question: Question) -> list[str]:
        """Return what was answered to a question in words."""
        chosen = answers.to(question)
        return [str(choice.text) for choice in self.field(question).options if choice.value in chosen]


def _codes(data: Any) -> tuple[str, ...]:
    return tuple(data) if isinstance(data, list) else (data,) if data else ()
