"""The form by which the team finds a referral while somebody is on the telephone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import TextField
from localoffer.forms.validators import MaxLength
from localoffer.languages import lazy_gettext


class FindForm(Form):
    """A reference, or the last name and date of birth of a child or young person."""

    reference = TextField(
        lazy_gettext("Reference"),
        [MaxLength(30, lazy_gettext("A reference has 8 letters and digits, such as K7PM-2XQA"))],
        hint=lazy_gettext("For example, K7PM-2XQA. Spaces, hyphens and small letters do not matter."),
        width="10",
        autocomplete="off",
        spellcheck=False,
    )
    last_name = TextField(
        lazy_gettext("Last name of the child or young person"),
        [MaxLength(80, lazy_gettext("Use 80 characters or fewer"))],
        hint=lazy_gettext("The whole last name. Accents, spaces, hyphens and capital letters do not matter."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )
    born = DateField(lazy_gettext("Date of birth"), hint=lazy_gettext("For example, 27 3 2015"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether there is enough to find a referral by."""
        if not super().validate(extra_validators) or self.reference.data:
            return not self.errors
        if not self.last_name.data and not self.born.data:
            self.problem(self.reference, lazy_gettext("Enter a reference, or a last name and a date of birth"))
        elif not self.last_name.data:
            self.problem(self.last_name, lazy_gettext("Enter the last name as well"))
        elif not self.born.data:
            self.problem(self.born, lazy_gettext("Enter the date of birth as well"))
        return not self.errors
