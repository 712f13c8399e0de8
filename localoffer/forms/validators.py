"""Checks of what was typed. Each takes its whole sentence from the caller, who knows what the question was.

A check raises ``StopValidation``: one mistake for each field is enough to read at a time.
"""

from __future__ import annotations

from wtforms import Field
from wtforms.validators import StopValidation

from localoffer.forms import telephone
from localoffer.forms.fields import Text
from localoffer.languages import lazy_gettext

_LONGEST_EMAIL = 254
_NUMBER_ONLY = lazy_gettext("Enter the phone number only, without words")


class Required:
    """Refuses a field that is left empty, and says so in ``message``."""

    field_flags = {"required": True}

    def __init__(self, message: Text) -> None:
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        if not field.data:
            raise StopValidation(self.message)


class MaxLength:
    """Refuses text of more than ``limit`` characters."""

    def __init__(self, limit: int, message: Text) -> None:
        self.limit = limit
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        if len(field.data or "") > self.limit:
            raise StopValidation(self.message)


class Email:
    """Refuses what cannot be an e-mail address; an empty field passes."""

    def __init__(self, message: Text) -> None:
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        if field.data and not is_email(field.data):
            raise StopValidation(self.message)


class Phone:
    """Refuses what cannot be a telephone number; an empty field passes.

    Words beside a number have a sentence of their own: the example of a number would not tell what is wrong.
    """

    def __init__(self, message: Text) -> None:
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        if field.data and not telephone.is_phone(field.data):
            raise StopValidation(_NUMBER_ONLY if telephone.has_words(field.data) else self.message)


class Web:
    """Refuses what is not an ``http`` or ``https`` address; an empty field passes."""

    def __init__(self, message: Text) -> None:
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        if field.data and not is_web(field.data):
            raise StopValidation(self.message)


class WholeNumber:
    """Refuses what is not a whole number from ``least`` to ``most``; an empty field passes."""

    def __init__(self, least: int, most: int, message: Text) -> None:
        self.least = least
        self.most = most
        self.message = message

    def __call__(self, form: object, field: Field) -> None:
        typed = field.data or ""
        if not typed:
            return
        if not typed.isdecimal() or len(typed) > 9 or not self.least <= int(typed) <= self.most:
            raise StopValidation(self.message)


def is_email(typed: str) -> bool:
    """Return whether mail could be sent to this; generous, because only a letter that arrives proves it."""
    name, at, host = typed.rpartition("@")
    labels = host.split(".")
    if not (at and name) or len(typed) > _LONGEST_EMAIL or len(labels) < 2 or not all(labels):
        return False
    if any(character.isspace() or not character.isprintable() or character in '<>",;:\\()[]' for character in typed):
        return False
    return "@" not in name and ".." not in name and not name.startswith(".") and not name.endswith(".")


def is_web(typed: str) -> bool:
    """Return whether this is a whole ``http`` or ``https`` address."""
    host = typed.partition("://")[2].partition("/")[0]
    known = typed.startswith(("http://", "https://")) and "." in host
    return known and not any(ord(character) < 33 for character in typed)
