"""The form with which anybody complains about how their data was used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import EmailField, PhoneField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import EMAIL, LINE, PHONE

_LONG = MaxLength(4000, lazy_gettext("Use 4,000 characters or fewer"))


class ComplaintForm(Form):
    """What went wrong, and how to answer whoever complains. ``mark`` is new each time the page is opened."""

    class Meta(Form.Meta):
        # a token needs a session, and so a cookie: the view asks the browser instead which page sent the form
        csrf = False

    mark = HiddenField()
    words = TextAreaField(
        lazy_gettext("What went wrong?"),
        [Required(lazy_gettext("Write what went wrong")), _LONG],
        hint=lazy_gettext("Say what we did with facts about you or your child. Say when, if you know."),
        rows=6,
    )
    wanted = TextAreaField(lazy_gettext("What do you want us to do? (optional)"), [_LONG], rows=3)
    about = TextField(
        lazy_gettext("The reference of your form (optional)"),
        [LINE],
        hint=lazy_gettext("It looks like K7PM-2XQA. It helps us to find what you mean."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )
    name = TextField(
        lazy_gettext("Your full name"),
        [Required(lazy_gettext("Enter your full name")), LINE],
        autocomplete="name",
        spellcheck=False,
    )
    email = EmailField(lazy_gettext("Your email address"), [EMAIL], autocomplete="email")
    phone = PhoneField(lazy_gettext("Your phone number"), [PHONE], width="20", autocomplete="tel")
    address = TextAreaField(
        lazy_gettext("Your postal address"),
        [MaxLength(500, lazy_gettext("Use 500 characters or fewer"))],
        rows=3,
        autocomplete="street-address",
        spellcheck=False,
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the complaint can be kept: somebody has to be able to answer it."""
        if not super().validate(extra_validators):
            return False
        if not (self.email.data or self.phone.data or self.address.data):
            self.problem(self.email, lazy_gettext("Enter an email address, a phone number or a postal address"))
            return False
        return True
