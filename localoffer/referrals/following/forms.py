"""The forms of the status page: opening it, writing to the team, taking the form back, and claiming a code."""

from __future__ import annotations

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import WORDS
from localoffer.referrals.asking.step_form import MarkedForm
from localoffer.referrals.vocabulary import MessageKind, Opinion

_TOO_LONG = MaxLength(40, lazy_gettext("Use 40 characters or fewer"))


class OpenForm(Form):
    """Asks for reference and status code. ``typed`` carries what was sent from a page (``page``) that had closed."""

    reference = TextField(
        lazy_gettext("Reference"),
        [Required(lazy_gettext("Enter the reference")), _TOO_LONG],
        hint=lazy_gettext("It has 8 letters and numbers, like K7PM-2XQA."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )
    code = TextField(
        lazy_gettext("Status code"),
        [Required(lazy_gettext("Enter the status code")), _TOO_LONG],
        hint=lazy_gettext("It has 12 letters and numbers, like 7KPM-2XQA-9RTB. Capitals and hyphens do not matter."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )
    typed = HiddenField()
    page = HiddenField()


class WriteForm(MarkedForm):
    """A text to the team."""

    words = TextAreaField(
        lazy_gettext("What do you want to tell us?"),
        [Required(lazy_gettext("Write what you want to tell us")), WORDS],
        rows=8,
    )


class ReportForm(MarkedForm):
    """How the support is going: well, or what is wrong."""

    kind = RadiosField(
        lazy_gettext("How is the support going?"),
        [Required(lazy_gettext("Choose how the support is going"))],
        choices=[
            Choice(MessageKind.GOING_WELL.value, lazy_gettext("It is going well")),
            Choice(
                MessageKind.CONCERN.value,
                lazy_gettext("I have a concern"),
                hint=lazy_gettext("For example, the worker does not suit, or nothing new is learned."),
            ),
            Choice(MessageKind.MISSED_VISIT.value, lazy_gettext("A visit did not happen")),
        ],
    )
    words = TextAreaField(
        lazy_gettext("Tell us more"),
        [WORDS],
        hint=lazy_gettext("If a visit did not happen, say on which day. If all goes well, you can leave this empty."),
        rows=6,
    )

    def validate(self, extra_validators: dict[str, object] | None = None) -> bool:
        """Return whether it can be kept: a concern needs words, because somebody has to act on it."""
        if not super().validate(extra_validators):
            return False
        if self.kind.data == MessageKind.CONCERN and not self.words.data:
            self.problem(self.words, lazy_gettext("Tell us what your concern is"))
        elif self.kind.data == MessageKind.MISSED_VISIT and not self.words.data:
            self.problem(self.words, lazy_gettext("Tell us which visit did not happen"))
        return not self.words.errors


class WithdrawForm(MarkedForm):
    """The button that takes a form back, and why, for whoever wants to say."""

    words = TextAreaField(
        lazy_gettext("Why do you take it back? (optional)"),
        [WORDS],
        hint=lazy_gettext("You do not have to say."),
        rows=4,
    )


class ClaimForm(Form):
    """Asks a family that was sent a link for the date of birth in the form."""

    born = DateField(
        lazy_gettext("When was the child or young person born?"),
        [Required(lazy_gettext("Enter the date of birth"))],
        hint=lazy_gettext("For example, 27 3 2015."),
    )


class OpinionForm(MarkedForm):
    """How the form was: three faces, and words for whoever has some."""

    opinion = RadiosField(
        lazy_gettext("How was the form?"),
        [Required(lazy_gettext("Choose how the form was"))],
        choices=[
            Choice(Opinion.EASY.value, Opinion.EASY.title),
            Choice(Opinion.ALL_RIGHT.value, Opinion.ALL_RIGHT.title),
            Choice(Opinion.HARD.value, Opinion.HARD.title),
        ],
    )
    words = TextAreaField(
        lazy_gettext("What can we do better? (optional)"),
        [WORDS],
        hint=lazy_gettext("Do not write names or anything about your child. Nobody can answer you here."),
        rows=4,
    )
