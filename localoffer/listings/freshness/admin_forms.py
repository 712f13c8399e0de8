"""The form with which staff send an organisation a link by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, EmailField, RadiosField
from localoffer.forms.validators import Email, MaxLength, Required
from localoffer.languages import LANGUAGES, lazy_gettext

ONE, ALL, OTHER = "one", "all", "other"


class AskForm(Form):
    """About what, where to and in which language an organisation is asked."""

    about = RadiosField(lazy_gettext("About what?"), [Required(lazy_gettext("Choose about what"))])
    to = RadiosField(lazy_gettext("Where to?"), [Required(lazy_gettext("Choose where to"))])
    address = EmailField(
        lazy_gettext("Another email address"),
        [
            Email(lazy_gettext("Enter an email address like name@example.com")),
            MaxLength(254, lazy_gettext("Enter a shorter email address")),
        ],
        hint=lazy_gettext("Only if you chose another address above. Whoever has the link can change these pages."),
    )
    language = RadiosField(
        lazy_gettext("In which language?"),
        [Required(lazy_gettext("Choose a language"))],
        choices=[Choice(one.code, one.own_name) for one in LANGUAGES.values()],
        inline=True,
    )

    def offer(self, about: Sequence[Choice], addresses: Sequence[str]) -> None:
        """Give the form what can be asked about, and the addresses that are known."""
        self.about.choices = about
        self.to.choices = [
            *(Choice(address, address) for address in addresses),
            Choice(OTHER, lazy_gettext("Another address")),
        ]
        self.fill({"about": about[0].value, "to": [*addresses, OTHER][0], "language": "en"})

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be sent: another address is needed where no known one was chosen."""
        if not super().validate(extra_validators):
            return False
        if self.to.data == OTHER and not self.address.data:
            self.problem(self.address, lazy_gettext("Enter the other email address"))
            return False
        return True

    @property
    def chosen(self) -> str:
        """The address that was chosen or typed."""
        return str(self.address.data if self.to.data == OTHER else self.to.data)
