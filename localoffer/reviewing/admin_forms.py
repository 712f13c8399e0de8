"""The form with which somebody decides on a version that waits."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from localoffer.days import today
from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext

LONGEST_REASON = 500
_GIVE_BACK = Choice("return", lazy_gettext("Give it back"), hint=lazy_gettext("Say why below."))
_CHOICES = (
    Choice("publish", lazy_gettext("Publish it now")),
    Choice("schedule", lazy_gettext("Publish it on a day"), hint=lazy_gettext("Enter the day below.")),
    _GIVE_BACK,
)


class DecideForm(Form):
    """What whoever may publish decides on the version that waits; ``version`` is the one that they looked at."""

    decision = RadiosField(
        lazy_gettext("What do you decide?"),
        [Required(lazy_gettext("Choose what you decide"))],
        choices=_CHOICES,
    )
    publish_on = DateField(lazy_gettext("On which day shall it be published?"))
    reason = TextAreaField(
        lazy_gettext("Why do you give it back?"),
        [MaxLength(LONGEST_REASON, lazy_gettext("Use 500 characters or fewer"))],
        hint=lazy_gettext("Say what has to change. Whoever wrote it reads this."),
        rows=3,
    )
    version = HiddenField()

    def __init__(self, *args: Any, gives_back: bool = True, **kwargs: Any) -> None:
        """Make it; ``gives_back`` says whether what waits can be given back, because somebody sent it."""
        super().__init__(*args, **kwargs)
        self.gives_back = gives_back
        if not gives_back:
            self.decision.choices = [choice for choice in _CHOICES if choice is not _GIVE_BACK]

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.decision.data == "schedule" and not self.publish_on.data:
            self.problem(self.publish_on, lazy_gettext("Enter the day on which it shall be published"))
        if self.decision.data == "schedule" and self.publish_on.data and self.publish_on.data < today():
            self.problem(self.publish_on, lazy_gettext("Enter a day that is not over yet"))
        if self.decision.data == "return" and not self.reason.data:
            self.problem(self.reason, lazy_gettext("Say why you give it back"))
        return not self.errors
