"""The form with which the team moves a referral on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.vocabulary import ReferralStage


class MoveForm(Form):
    """Where to, why, and the version of the referral that was shown."""

    to = RadiosField(lazy_gettext("Move it to"), [Required(lazy_gettext("Choose where to move it to"))])
    note = TextAreaField(
        lazy_gettext("Note"),
        [MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))],
        hint=lazy_gettext("Only the team sees it. Say why when you need more information or do not accept."),
    )
    version = HiddenField()

    def prepare(self, stages: Iterable[ReferralStage], *, needs_note: frozenset[ReferralStage]) -> None:
        """Offer these stages; those in ``needs_note`` only with a note."""
        self.to.choices = [Choice(stage.value, stage.title) for stage in stages]
        self.needs_note = {stage.value for stage in needs_note}

    @property
    def seen_version(self) -> int:
        """The version that was shown; 0, which no referral has, when the form does not say."""
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    def show_version(self, number: int) -> None:
        """Put the version that is shown into the page."""
        self.version.data = str(number)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the move can be made."""
        if not super().validate(extra_validators):
            return False
        if self.to.data in self.needs_note and not self.note.data:
            self.problem(self.note, lazy_gettext("Enter a note that says why"))
            return False
        return True
