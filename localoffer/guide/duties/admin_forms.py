"""The form with which commissioners say what meets a duty."""

from __future__ import annotations

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, TextField
from localoffer.forms.validators import MaxLength
from localoffer.languages import lazy_gettext

_LONGEST_OWNER, _LONGEST_QUERY = 120, 300


class SeenForm(Form):
    """A button, and the version of what was shown when it was pressed."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that was shown; 0, which no row has, when the form does not say."""
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    def show_version(self, number: int) -> None:
        """Put the version that is shown into the page."""
        self.version.data = str(number)


class DutyForm(SeenForm):
    """What meets a duty, and who sees to it. The choices of ``pages`` are set by whoever shows the form."""

    owner = TextField(
        lazy_gettext("Who sees to it?"),
        [MaxLength(_LONGEST_OWNER, lazy_gettext("Use 120 characters or fewer"))],
        hint=lazy_gettext("A post or a team, not a person's name."),
    )
    pages = CheckboxesField(lazy_gettext("Which pages meet it?"), choices=[], small=True)
    services = TextField(
        lazy_gettext("Which services meet it?"),
        [MaxLength(_LONGEST_QUERY, lazy_gettext("Use 300 characters or fewer"))],
        hint=lazy_gettext(
            "Search on the site, and copy the address of the results here. Leave it empty where no service is meant."
        ),
        spellcheck=False,
    )

    @property
    def query(self) -> str:
        """The query of the services: what stands behind ``?`` in an address that was copied."""
        typed = str(self.services.data or "")
        return typed.rpartition("?")[2].partition("#")[0].strip()
