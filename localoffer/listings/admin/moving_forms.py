"""The form with which staff choose the day on which a listing leaves families."""

from __future__ import annotations

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.languages import lazy_gettext


class TakeDownForm(Form):
    """The day on which a listing comes down by itself; none where it stays."""

    take_down_on = DateField(
        lazy_gettext("From which day on shall families no longer see it?"),
        hint=lazy_gettext("Leave the boxes empty if it shall stay until somebody takes it down."),
    )
