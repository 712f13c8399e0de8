"""What the templates are for, and how a translation of one stands."""

from __future__ import annotations

from enum import StrEnum


class Template(StrEnum):
    """What a text to families is for: a message that goes with a move, or a letter that says what was decided."""

    BEING_LOOKED_AT = "being_looked_at"
    MORE_INFORMATION = "more_information"
    ACCEPTED = "accepted"
    WAITING_FOR_PROVIDER = "waiting_for_provider"
    STARTED = "started"
    FINISHED = "finished"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    PUT_RIGHT = "put_right"
    LETTER_ACCEPTED = "letter_accepted"
    LETTER_NOT_ACCEPTED = "letter_not_accepted"


class Standing(StrEnum):
    """How a text stands in one language. One that is behind was made from an earlier English text, and is not sent."""

    ENGLISH = "english"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    BEHIND = "behind"
