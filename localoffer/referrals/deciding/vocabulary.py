"""What the templates are for, and how a translation of one stands."""

from __future__ import annotations

from enum import StrEnum

from localoffer.referrals import triage
from localoffer.referrals.vocabulary import ReferralStage


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

    @property
    def is_letter(self) -> bool:
        """Whether it is the text of a letter."""
        return self in _LETTERS.values()


_LETTERS = {
    ReferralStage.ACCEPTED: Template.LETTER_ACCEPTED,
    ReferralStage.NOT_ACCEPTED: Template.LETTER_NOT_ACCEPTED,
}


class Standing(StrEnum):
    """How a text stands in one language. One that is behind was made from an earlier English text, and is not sent."""

    ENGLISH = "english"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    BEHIND = "behind"


def of_move(before: ReferralStage, after: ReferralStage) -> Template:
    """Return which message goes with a move."""
    return Template.PUT_RIGHT if triage.goes_back(before, after) else Template(after.value)


def letter_of(decision: ReferralStage) -> Template:
    """Return which letter tells a family of a decision (``triage.DECISIONS``).

    Raises:
        KeyError: when the stage is no decision.
    """
    return _LETTERS[decision]
