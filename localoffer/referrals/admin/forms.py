"""The forms on the team's screens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, SelectField, TextAreaField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import WORDS
from localoffer.referrals.vocabulary import MessageKind

_ASK = "ask"


class UrgentForm(Form):
    """What somebody did about a risk. There is no way to close it without saying so."""

    note = TextAreaField(
        lazy_gettext("What you did"),
        [Required(lazy_gettext("Enter what you did about it")), WORDS],
        hint=lazy_gettext("Only the team sees it. For example, whom you rang, and what was agreed."),
        rows=3,
    )


class TaskForm(Form):
    """What somebody did about a task. The page has one for each task, so their fields are named after the task."""

    note = TextAreaField(
        lazy_gettext("What you did (optional)"), [WORDS], hint=lazy_gettext("Only the team sees it."), rows=2
    )

    @classmethod
    def sent(cls, number: int) -> TaskForm:
        """Return the form of the task with that number as it was sent."""
        return cls(prefix=f"task-{number}")

    @classmethod
    def blank(cls, number: int) -> TaskForm:
        """Return the form of the task with that number for somebody to fill in."""
        return cls(prefix=f"task-{number}", formdata=None)


class WriteForm(Form):
    """A message from the team to the family."""

    kind = RadiosField(
        lazy_gettext("What it is"),
        [Required(lazy_gettext("Choose a question or an update"))],
        choices=[
            Choice(MessageKind.QUESTION.value, lazy_gettext("A question that the family answers")),
            Choice(MessageKind.UPDATE.value, lazy_gettext("An update to read")),
        ],
    )
    text = TextAreaField(
        lazy_gettext("What you want to tell them"),
        [
            Required(lazy_gettext("Enter what you want to tell them")),
            MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer")),
        ],
        hint=lazy_gettext(
            "The family reads it on its status page, after entering its code. Use short sentences and plain words."
        ),
        rows=5,
    )
    language = SelectField(lazy_gettext("The language you wrote it in"), width="20")
    move = CheckboxesField(
        lazy_gettext("With a question"),
        choices=[Choice(_ASK, lazy_gettext("Move the referral to: We need to know more"))],
        small=True,
    )
    page = HiddenField()

    def prepare(self, languages: Mapping[str, str], *, may_move: bool) -> None:
        """Offer these languages, English first, and moving the referral only where that is one of its moves."""
        self.language.choices = list(languages.items())
        self.language.data = self.language.data or next(iter(languages))
        self.page.data = self.page.data or secrets.token_urlsafe(16)
        if not may_move:
            del self["move"]

    @property
    def moves(self) -> bool:
        """Whether the referral moves to "We need to know more" with this."""
        return self.kind.data == MessageKind.QUESTION and "move" in self and bool(self["move"].data)
