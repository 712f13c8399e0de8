"""The forms with which administrators keep accounts."""

from __future__ import annotations

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, EmailField, RadiosField, TextField
from localoffer.forms.validators import Email, MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.staff import roles

_CHOICES = [Choice(code, words.title, hint=words.meaning) for code, words in roles.WORDS.items()]


def _role() -> RadiosField:
    return RadiosField(lazy_gettext("What they do"), [Required(lazy_gettext("Choose what they do"))], choices=_CHOICES)


class RoleForm(Form):
    """What somebody may do."""

    role = _role()


class InviteForm(Form):
    """Who is invited."""

    name = TextField(
        lazy_gettext("Name"),
        [
            Required(lazy_gettext("Enter their name")),
            MaxLength(120, lazy_gettext("Use 120 characters or fewer for the name")),
        ],
        hint=lazy_gettext("Others see it beside what this person does"),
        autocomplete="off",
    )
    email = EmailField(
        lazy_gettext("Work email address"),
        [
            Required(lazy_gettext("Enter their email address")),
            Email(lazy_gettext("Enter an email address like name@example.gov.uk")),
            MaxLength(254, lazy_gettext("Use 254 characters or fewer for the email address")),
        ],
        hint=lazy_gettext("The invitation goes there, and they sign in with it"),
        autocomplete="off",
    )
    role = _role()
