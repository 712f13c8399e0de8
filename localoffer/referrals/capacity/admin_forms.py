"""The form by which a manager says whether the team can take more referrals on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import Required, WholeNumber
from localoffer.languages import LazyText, lazy_gettext
from localoffer.referring import Intake, State

_MOST_WEEKS = 104
STATES: dict[State, LazyText] = {
    State.OPEN: lazy_gettext("Open"),
    State.WAITING: lazy_gettext("There is a wait"),
    State.PAUSED: lazy_gettext("Paused"),
}
_MEANING: dict[State, LazyText] = {
    State.OPEN: lazy_gettext("Families read that this support is open and that they can ask now."),
    State.WAITING: lazy_gettext("Families read how long the wait is, and where to find other support meanwhile."),
    State.PAUSED: lazy_gettext("Families can still send the form. They read that you keep it until you open again."),
}


class IntakeForm(SeenForm):
    """How things stand, how long a wait is, and from which day."""

    state = RadiosField(
        lazy_gettext("How do things stand?"),
        [Required(lazy_gettext("Choose how things stand"))],
        choices=[Choice(state.value, text, hint=_MEANING[state]) for state, text in STATES.items()],
    )
    weeks = TextField(
        lazy_gettext("How many weeks do people wait?"),
        [WholeNumber(1, _MOST_WEEKS, lazy_gettext("Enter the wait as a whole number of weeks, from 1 to 104"))],
        hint=lazy_gettext("Only where there is a wait. For example, 6."),
        inputmode="numeric",
        width="5",
    )
    since = DateField(
        lazy_gettext("From which day?"),
        [Required(lazy_gettext("Enter the first day"))],
        hint=lazy_gettext("Today or later. Families read this day. A later day takes over by itself."),
    )

    @property
    def intake(self) -> Intake:
        """What a valid form says."""
        first: date | None = self.since.data
        assert first is not None, "the form is not valid"  # noqa: S101
        return Intake(self.state.data, first, int(self.weeks.data) if self._waits else 0)

    @property
    def _waits(self) -> bool:
        return bool(self.state.data == State.WAITING)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be said so; a wait needs its weeks."""
        if super().validate(extra_validators) and self._waits and not self.weeks.data:
            self.problem(self.weeks, lazy_gettext("Enter how many weeks people wait"))
        return not self.errors
