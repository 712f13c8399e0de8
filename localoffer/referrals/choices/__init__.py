"""What a family can choose from in the form: stable codes, with a title in the reader's language."""

from __future__ import annotations

from localoffer.referrals.choices.days import Goal, Hard, SchoolKind
from localoffer.referrals.choices.people import (
    AdultHelps,
    HowAgreed,
    Knows,
    Responsible,
    TheyKnow,
    WhoAgreed,
    YesNo,
)
from localoffer.referrals.choices.reaching import ContactWay, Format, RiskNow, SafeToPhone

__all__ = [
    "OTHER_LANGUAGE",
    "OUTSIDE",
    "AdultHelps",
    "ContactWay",
    "Format",
    "Goal",
    "Hard",
    "HowAgreed",
    "Knows",
    "Responsible",
    "RiskNow",
    "SafeToPhone",
    "SchoolKind",
    "TheyKnow",
    "WhoAgreed",
    "YesNo",
]

OUTSIDE = "outside"
OTHER_LANGUAGE = "other"
