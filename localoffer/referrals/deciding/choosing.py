"""Which template goes with a move, and which with a decision."""

from __future__ import annotations

from localoffer.referrals import triage
from localoffer.referrals.deciding.vocabulary import Template
from localoffer.referrals.vocabulary import ReferralStage

_LETTERS = {
    ReferralStage.ACCEPTED: Template.LETTER_ACCEPTED,
    ReferralStage.NOT_ACCEPTED: Template.LETTER_NOT_ACCEPTED,
}


def of_move(before: ReferralStage, after: ReferralStage) -> Template:
    """Return which message goes with a move."""
    return Template.PUT_RIGHT if triage.goes_back(before, after) else Template(after.value)


def letter_of(decision: ReferralStage) -> Template:
    """Return which letter tells a family of a decision (``triage.DECISIONS``).

    Raises:
        KeyError: when the stage is no decision.
    """
    return _LETTERS[decision]
