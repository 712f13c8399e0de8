"""The forms of whoever opens a provider's link: no account, and no cookie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf.csrf import CSRFError
from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, EmailField, PhoneField, RadiosField, TextAreaField, TextField
from localoffer.forms.validators import Email, MaxLength, Phone, Required, Web, WholeNumber
from localoffer.languages import lazy_gettext
from localoffer.vocabulary import Spaces
from localoffer.web import other_language
from localoffer.web.origins import require_own_page

FOR_GOOD, FOR_NOW = "for_good", "for_now"
_MOST = 20_000
_TOO_LONG = lazy_gettext("Use fewer words here")


class ProviderForm(Form):
    """A form that a link opens: in place of a token, the browser says that one of our pages sent it."""

    class Meta(Form.Meta):
        csrf = False

    def refusal(self) -> int | None:
        """Return the status with which a sent form is shown again; None where it can be kept."""
        if other_language.wanted():
            return 200
        try:
            require_own_page()
        except CSRFError:
            self.not_from_us()
            return 400
        return None if self.validate() else 400


class ChangeForm(ProviderForm):
    """What an organisation can change of a listing by itself; ``version`` is what it was shown."""

    version = HiddenField()
    summary = TextAreaField(
        lazy_gettext("What it is, in one or two sentences"),
        [
            Required(lazy_gettext("Write what it is, in one or two sentences")),
            MaxLength(300, lazy_gettext("Use fewer words: 300 letters at most")),
        ],
        rows=3,
    )
    description = TextAreaField(lazy_gettext("About the service"), [MaxLength(_MOST, _TOO_LONG)], rows=8)
    who_for = TextAreaField(lazy_gettext("Who it is for"), [MaxLength(_MOST, _TOO_LONG)], rows=4)
    how_to_start = TextAreaField(lazy_gettext("How to start"), [MaxLength(_MOST, _TOO_LONG)], rows=4)
    opening_times = TextAreaField(lazy_gettext("When it is open"), [MaxLength(_MOST, _TOO_LONG)], rows=4)
    cost = TextAreaField(lazy_gettext("What it costs"), [MaxLength(_MOST, _TOO_LONG)], rows=3)
    spaces = RadiosField(
        lazy_gettext("Can you take somebody new?"),
        choices=[*(Choice(one.value, one.title) for one in Spaces), Choice("", lazy_gettext("We do not say"))],
        small=True,
    )
    waiting_weeks = TextField(
        lazy_gettext("How many weeks do people wait? (optional)"),
        [WholeNumber(1, 520, lazy_gettext("Enter how many weeks, as a number"))],
        hint=lazy_gettext("Only where there is a waiting list."),
        width="3",
        inputmode="numeric",
    )
    phone = PhoneField(
        lazy_gettext("Telephone number for families"),
        [Phone(lazy_gettext("Enter a telephone number, like 01632 960 001")), MaxLength(40, _TOO_LONG)],
        width="20",
    )
    email = EmailField(
        lazy_gettext("Email address for families"),
        [Email(lazy_gettext("Enter an email address like name@example.com")), MaxLength(254, _TOO_LONG)],
    )
    website = TextField(
        lazy_gettext("Web address"),
        [Web(lazy_gettext("Enter a web address that begins with https://")), MaxLength(500, _TOO_LONG)],
        spellcheck=False,
        inputmode="url",
    )
    words = TextAreaField(
        lazy_gettext("What else should we change? (optional)"),
        [MaxLength(2000, lazy_gettext("Use fewer words: 2,000 letters at most"))],
        hint=lazy_gettext("For example another name or another place. Do not write about a child."),
        rows=4,
    )


class ClosedForm(ProviderForm):
    """Whether a service has closed for good or for now, and what families should know."""

    closing = RadiosField(
        lazy_gettext("Has it closed for good?"),
        [Required(lazy_gettext("Choose if it has closed for good"))],
        choices=[
            Choice(FOR_GOOD, lazy_gettext("Yes, it has closed for good")),
            Choice(FOR_NOW, lazy_gettext("No, it is closed for now")),
        ],
    )
    words = TextAreaField(
        lazy_gettext("What should families know? (optional)"),
        [MaxLength(2000, lazy_gettext("Use fewer words: 2,000 letters at most"))],
        hint=lazy_gettext("For example when it opens again, or who helps instead. Do not write about a child."),
        rows=4,
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be kept: of what is closed for now, families ask when it opens again."""
        if not super().validate(extra_validators):
            return False
        if self.closing.data == FOR_NOW and not self.words.data:
            self.problem(self.words, lazy_gettext("Write when it opens again, or that you do not know"))
            return False
        return True
