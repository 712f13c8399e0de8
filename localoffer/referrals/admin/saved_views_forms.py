"""The form by which somebody saves what the queue is narrowed to."""

from __future__ import annotations

from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext

_OPENS = "opens"


class SaveViewForm(Form):
    """What a view is called, and whether the queue opens with it."""

    name = TextField(
        lazy_gettext("What do you call it?"),
        [
            Required(lazy_gettext("Enter a name for the view")),
            MaxLength(60, lazy_gettext("Use 60 characters or fewer")),
        ],
        hint=lazy_gettext("For example, Tamworth in Polish. Name no family. Only you see it."),
        width="20",
        autocomplete="off",
    )
    first = CheckboxesField(
        lazy_gettext("When you open the queue"),
        choices=[Choice(_OPENS, lazy_gettext("Open it with this view"))],
        small=True,
    )

    @property
    def opens(self) -> bool:
        """Whether the queue opens with it from now on."""
        return _OPENS in self.first.data
