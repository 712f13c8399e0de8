"""The forms of casework on the page of one referral."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.days import today
from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, SelectField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.admin.sensitive import REASONS
from localoffer.referrals.asking.limits import WORDS
from localoffer.referrals.casework.vocabulary import LookReason


class ReasonForm(Form):
    """Why somebody asks, where the council wants that said."""

    reason = SelectField(
        lazy_gettext("Why do you need it?"),
        [Required(lazy_gettext("Choose why you need it"))],
        choices=[Choice("", lazy_gettext("Choose one")), *(Choice(one.value, text) for one, text in REASONS.items())],
    )

    def prepare(self, *, asks_why: bool) -> None:
        """Ask why, or leave the question out."""
        if not asks_why:
            del self["reason"]

    @property
    def why(self) -> LookReason | None:
        """The reason that was chosen; None where nobody is asked for one."""
        return LookReason(self["reason"].data) if "reason" in self else None


class RevealForm(ReasonForm):
    """Which of the sensitive things somebody asks to see: the button that they press says it."""

    part = TextField()


class ExportForm(ReasonForm):
    """As which kind of file somebody takes a referral out: the button that they press says it."""

    format = TextField()


class AddTaskForm(Form):
    """Something to be done, by when and by whom."""

    words = TextField(
        lazy_gettext("What is to be done"),
        [Required(lazy_gettext("Enter what is to be done")), MaxLength(200, lazy_gettext("Use 200 letters or fewer"))],
        hint=lazy_gettext("Only the team sees it. For example: ring the school."),
    )
    due_on = DateField(lazy_gettext("By when"), [Required(lazy_gettext("Enter the day by which it is done"))])
    who = SelectField(lazy_gettext("Who does it"), width="20")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer, and that the day is not over."""
        super().validate(extra_validators)
        if self.due_on.data and self.due_on.data < today():
            self.problem(self.due_on, lazy_gettext("Enter today or a later day"))
        return not self.errors

    def prepare(self, team: Mapping[str, str], *, me: str) -> None:
        """Offer whoever has the referral, whoever is signed in, and the rest of the team."""
        first = [Choice(me, lazy_gettext("Me"))] if me in team else []
        others = [Choice(code, name) for code, name in team.items() if code != me]
        self.who.choices = [Choice("", lazy_gettext("Whoever has the referral")), *first, *others]


class NoteForm(Form):
    """A note of the team."""

    text = TextAreaField(
        lazy_gettext("Note"),
        [Required(lazy_gettext("Enter a note")), WORDS],
        hint=lazy_gettext("Only the team sees it. Families can ask for what is held about them, and then read it too."),
        rows=4,
    )
