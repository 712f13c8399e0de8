"""The form on which anybody says what is wrong on a listing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.feedback.corrections.vocabulary import Teller, Wrong
from localoffer.feedback.without_account import OpenForm
from localoffer.forms.fields import Choice, EmailField, RadiosField, TextAreaField
from localoffer.forms.validators import Email, MaxLength, Required
from localoffer.languages import lazy_gettext


class WrongForm(OpenForm):
    """What is wrong, what is right, and where to send the answer, for whoever wants one."""

    wrong = RadiosField(
        lazy_gettext("What is wrong?"),
        [Required(lazy_gettext("Choose what is wrong"))],
        choices=[Choice(one.value, one.title) for one in Wrong],
        small=True,
    )
    words = TextAreaField(
        lazy_gettext("What is right?"),
        [MaxLength(1000, lazy_gettext("Use fewer words: 1,000 letters at most"))],
        hint=lazy_gettext("Do not write about a child, or about anybody's health."),
        rows=4,
    )
    teller = RadiosField(
        lazy_gettext("Who are you? (optional)"),
        choices=[Choice(one.value, one.title) for one in Teller],
        small=True,
    )
    email = EmailField(
        lazy_gettext("Your email address (optional)"),
        [
            Email(lazy_gettext("Enter an email address like name@example.com")),
            MaxLength(254, lazy_gettext("Enter a shorter email address")),
        ],
        hint=lazy_gettext("Only if you want to hear what we did. We delete it when we have answered you."),
        autocomplete="email",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be kept: what is right is needed, but of a service that has closed."""
        if not super().validate(extra_validators):
            return False
        if not self.words.data and self.wrong.data != Wrong.CLOSED:
            self.problem(self.words, lazy_gettext("Write what is right, as far as you know"))
            return False
        return True
