"""The letters about one referral, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import format_date, get
from localoffer.referrals.deciding import making
from localoffer.referrals.models import Referral
from localoffer.working_days import day_of


@dataclass(frozen=True)
class LetterRow:
    """One letter: its number, the day it was made, its language, and whether the family sees it."""

    number: int
    day: str
    language: str
    is_shown: bool


@dataclass(frozen=True)
class Letters:
    """The letters about a referral, newest first, and whether one can be made because a decision stands."""

    rows: list[LetterRow]
    can_be_made: bool


def letters_of(referral: Referral) -> Letters:
    """Return the letters about a referral, which has its moves with their letters loaded."""
    decision = making.decision_of(referral)
    every = sorted((one for change in referral.changes for one in change.letters), key=lambda one: one.id, reverse=True)
    rows = [
        LetterRow(
            number=one.id,
            day=format_date(day_of(one.made_at)),
            language=str(get(one.language).locale.get_language_name("en")),
            is_shown=decision is not None and one.change_id == decision.id,
        )
        for one in every
    ]
    return Letters(rows, can_be_made=decision is not None)
