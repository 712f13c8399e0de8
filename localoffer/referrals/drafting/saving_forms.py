"""The boxes around a saved form: where to send the link, and the code that leads back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from localoffer.forms.base import Form
from localoffer.forms.fields import EmailField, TextField
from localoffer.forms.validators import Required
from localoffer.languages import gettext, lazy_gettext
from localoffer.referrals import codes
from localoffer.referrals.asking.limits import EMAIL
from localoffer.referrals.asking.step_form import MarkedForm
from localoffer.referrals.drafting import returns


class SaveForm(MarkedForm):
    """A button that saves the form, or asks for a new code."""


class LinkForm(MarkedForm):
    """Asks where to send a link that leads back to the saved form."""

    email = EmailField(
        lazy_gettext("Email address"),
        [Required(lazy_gettext("Enter an email address")), EMAIL],
        hint=lazy_gettext(
            "Use an address that only you read. The email does not say who the form is about or what is in it."
        ),
        autocomplete="email",
    )


class ReturnCodeForm(Form):
    """Asks for a return code. It carries no token, because nobody shall need a cookie to come back."""

    class Meta(Form.Meta):
        csrf = False

    code = TextField(
        lazy_gettext("Return code"),
        [Required(lazy_gettext("Enter your return code"))],
        hint=lazy_gettext("It has 16 letters and numbers. You can leave out the dashes."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )

    @property
    def letters(self) -> str:
        """The letters and digits of the code, whatever keyboard typed them."""
        return _letters(self.code.data or "")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether what was typed can be a code."""
        if not super().validate(extra_validators):
            return False
        mistake = _mistake(self.letters)
        if mistake:
            self.problem(self.code, mistake)
        return not mistake


def _letters(typed: str) -> str:
    plain = (str(int(one)) if one.isdecimal() else one for one in unicodedata.normalize("NFKC", typed))
    return codes.as_typed("".join(plain))


def _mistake(letters: str) -> str:
    """Return what is wrong with a code that cannot be one; empty where it can."""
    strange = sorted(set(letters) - set(codes.ALPHABET))
    if strange:
        return gettext(
            "Look at this again: %(letters)s. A return code never has the letters I, L, O or U, or the numbers 0 or 1.",
            letters=" ".join(strange),
        )
    if len(letters) != returns.LETTERS:
        return gettext(
            "A return code has %(all)s letters and numbers. You typed %(typed)s.",
            all=returns.LETTERS,
            typed=len(letters),
        )
    return ""
