"""The form with which commissioners say what meets a duty."""

from __future__ import annotations

from localoffer.forms.fields import CheckboxesField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength
from localoffer.languages import lazy_gettext

_LONGEST_OWNER, _LONGEST_QUERY = 120, 300


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
