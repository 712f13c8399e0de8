"""What is wrong with ideas that staff typed, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import Field, ValidationError

from localoffer.easy_read import ideas
from localoffer.easy_read.ideas import Fault, Kind
from localoffer.easy_read.places import endpoint_of
from localoffer.languages import gettext, lazy_gettext

HINT = lazy_gettext(
    "One idea a line: the name of its picture, a colon, one short sentence. For example, phone: You can ring us."
)


class EasyRead:
    """Refuses a line without a picture, a sentence that is too long, and a link that leads nowhere."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, form: object, field: Field) -> None:
        """Raise for the first line that is wrong."""
        for number, fault, words in ideas.faults(field.data or "", self.language):
            raise ValidationError(_SAID[fault](number, words))
        for row in ideas.read(field.data or ""):
            for piece in row.pieces:
                if piece.kind is Kind.LINK and endpoint_of(piece.to) is None:
                    raise ValidationError(gettext("The link %(link)s leads nowhere", link=piece.to))


def _no_picture(number: int, words: str) -> str:
    return gettext("Begin line %(number)s with the name of a picture and a colon: %(said)s", number=number, said=words)


def _unknown_picture(number: int, words: str) -> str:
    return gettext("There is no picture %(words)s, in line %(number)s", number=number, words=words)


def _long_sentence(number: int, words: str) -> str:
    return gettext("Say this in 15 words or fewer, in line %(number)s: %(words)s", number=number, words=words)


_SAID: Mapping[Fault, Callable[[int, str], Any]] = {
    Fault.NO_PICTURE: _no_picture,
    Fault.UNKNOWN_PICTURE: _unknown_picture,
    Fault.LONG_SENTENCE: _long_sentence,
}
