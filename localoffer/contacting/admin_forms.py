"""The forms with which the team says what it did about a request."""

from __future__ import annotations

from datetime import date
from typing import Any

from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext

DONE, AGAIN = "done", "again"
_LONGEST_NOTE = 2000


class OutcomeForm(SeenForm):
    """What came of it: dealt with, or another try on another day."""

    outcome = RadiosField(
        lazy_gettext("What happened?"),
        [Required(lazy_gettext("Choose what happened"))],
        choices=[
            Choice(DONE, lazy_gettext("It is dealt with")),
            Choice(AGAIN, lazy_gettext("They were not reached, or it is not finished: try again")),
        ],
    )
    again_on = DateField(lazy_gettext("Try again on"), hint=lazy_gettext("Answer this if you chose to try again."))
    note = TextAreaField(
        lazy_gettext("Note"),
        [
            Required(lazy_gettext("Write what was done")),
            MaxLength(_LONGEST_NOTE, lazy_gettext("Use 2,000 characters or fewer")),
        ],
        hint=lazy_gettext("Only what the next person needs to know. The family may ask to read it."),
        rows=4,
    )

    @property
    def day(self) -> date:
        """The day to try again, where the form is valid and says that there is another try."""
        found: Any = self.again_on.data
        assert isinstance(found, date)  # noqa: S101 - is_valid has seen to it
        return found

    def is_valid(self, *, today: date) -> bool:
        """Return whether the outcome can be written down on a day."""
        valid = bool(self.validate())
        again_on = self.again_on.data
        if self.outcome.data == AGAIN and not self.again_on.errors and (again_on is None or again_on < today):
            self.problem(self.again_on, lazy_gettext("Enter today or a later day"))
            return False
        return valid
