"""What the form asks for, as typed values: one section for each step, and all of them together.

A section that is None has not been answered. Reading stored answers forgives what a newer or older version of the site
does not know, so that a deploy in the middle of somebody's form loses no more than the question that changed.
"""

from __future__ import annotations

from localoffer.referrals.answers.sections import (
    AboutYou,
    Agreement,
    ChosenDistrict,
    ConfirmedDistrict,
    Contact,
    DateOfBirth,
    DayToDay,
    FamilyAgreed,
    FamilyAgrees,
    HelpNow,
    Home,
    Learn,
    Responsibility,
    Risk,
    School,
    Speaking,
    Strengths,
    TrustedAdult,
    Who,
    YoungPerson,
    YoungPersonKnows,
)
from localoffer.referrals.answers.stored import as_fields, read_section
from localoffer.referrals.answers.together import SECTIONS, Answers

__all__ = [
    "SECTIONS",
    "AboutYou",
    "Agreement",
    "Answers",
    "ChosenDistrict",
    "ConfirmedDistrict",
    "Contact",
    "DateOfBirth",
    "DayToDay",
    "FamilyAgreed",
    "FamilyAgrees",
    "HelpNow",
    "Home",
    "Learn",
    "Responsibility",
    "Risk",
    "School",
    "Speaking",
    "Strengths",
    "TrustedAdult",
    "Who",
    "YoungPerson",
    "YoungPersonKnows",
    "as_fields",
    "read_section",
]
