"""The form that every form of the site is made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

from localoffer.languages import gettext, lazy_gettext, ngettext


class Messages:
    """The catalogue that WTForms' own sentences are looked up in: ours."""

    def gettext(self, message: str) -> str:
        return str(gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(ngettext(singular, plural, number))


@dataclass(frozen=True)
class Mistake:
    """One thing to put right: the sentence, and the id of the box it is about (empty: of the whole form)."""

    text: str
    target: str = ""


class Form(FlaskForm):
    """A form whose boxes come from ``localoffer.forms.fields``.

    ``problem`` adds a mistake that only the caller can know of; ``mistakes`` lists them all in the order of the page.
    """

    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: object) -> Messages:
            return Messages()

    def mistakes(self) -> list[Mistake]:
        """Return the first mistake of each field in the order of the page, then those of the form as a whole.

        Where several fields make the same one, each is named, so that no two links of the list read alike.
        """
        wrong = [field for field in self if field.errors and _is_seen(field)]
        times = Counter(str(field.errors[0]) for field in wrong)
        found = [Mistake(_said(field, is_alone=times[str(field.errors[0])] == 1), _target(field)) for field in wrong]
        if _STALE not in self.form_errors and any(field.errors for field in self if not _is_seen(field)):
            found.append(Mistake(str(_STALE)))
        return found + [Mistake(str(error)) for error in self.form_errors]

    def problem(self, field: Field, text: object) -> None:
        """Say that something is wrong with one field, after the form was found valid by itself."""
        field.errors = [*field.errors, text]

    def not_from_us(self) -> None:
        """Say that the form did not come from a page of ours, so that it has to be sent once more."""
        self.form_errors = [_STALE]

    def fill(self, values: dict[str, Any]) -> None:
        """Put values into the fields of the same names, unless somebody has just sent the form."""
        if not self.is_submitted():
            self.replace(values)

    def replace(self, values: dict[str, Any]) -> None:
        """Put values into the fields of the same names, over what stands there."""
        for field in self:
            if field.short_name in values:
                field.process(None, values[field.short_name])


_STALE = lazy_gettext("We could not be sure that this form came from you. Send it once more.")


def _is_seen(field: Field) -> bool:
    return hasattr(field, "kind")


def _said(field: Field, *, is_alone: bool) -> str:
    text, asked = str(field.errors[0]), str(field.label.text)
    if is_alone:
        return text
    return f"{asked} {text}" if asked.endswith(("?", "؟")) else f"{asked}: {text}"


def _target(field: Field) -> str:
    return str(getattr(field, "error_target", field.id))
