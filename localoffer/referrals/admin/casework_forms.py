"""The forms of casework on the page of one referral."""

from __future__ import annotations

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, SelectField, TextAreaField, TextField
from localoffer.forms.validators import Required
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


class NoteForm(Form):
    """A note of the team."""

    text = TextAreaField(
        lazy_gettext("Note"),
        [Required(lazy_gettext("Enter a note")), WORDS],
        hint=lazy_gettext("Only the team sees it. Families can ask for what is held about them, and then read it too."),
        rows=4,
    )
