"""What a family reads of what is agreed: goals in its language where somebody wrote them so, hours, and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.crypto import KeyRing
from localoffer.languages import ENGLISH, format_date, ngettext
from localoffer.referrals.casework import keeping
from localoffer.referrals.casework.hours import HoursYear
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage as Stage

TO_FAMILIES = frozenset({Stage.ACCEPTED, Stage.WAITING_FOR_PROVIDER, Stage.STARTED, Stage.FINISHED})
"""Where a referral has to stand for the family to read what is agreed."""


@dataclass(frozen=True)
class GoalShown:
    """One goal and the language that it is in; ``outcome`` is empty until the team recorded one."""

    text: str
    language: str
    outcome: str


@dataclass(frozen=True)
class AgreedShown:
    """What is agreed, as the family reads it. ``years`` says how many hours in which year, a sentence for each."""

    goals: list[GoalShown]
    years: list[str]

    @property
    def is_in_english(self) -> bool:
        """Whether a goal is in English alone."""
        return any(goal.language == ENGLISH.code for goal in self.goals)


def to_family(referral: Referral, *, language: str, keys: KeyRing) -> AgreedShown | None:
    """Return what a family reads on a page in that language; None where nothing is agreed, or not with it."""
    if referral.stage not in TO_FAMILIES:
        return None
    record = keeping.latest(referral, keys=keys).record
    if not record.goals and not record.years:
        return None
    is_theirs = language == referral.language
    return AgreedShown([_goal(one, language, is_theirs) for one in record.goals], [_year(one) for one in record.years])


def _goal(goal: AgreedGoal, language: str, is_theirs: bool) -> GoalShown:
    outcome = str(goal.outcome.title) if goal.outcome else ""
    if is_theirs and goal.translated:
        return GoalShown(goal.translated, language, outcome)
    return GoalShown(goal.english, ENGLISH.code, outcome)


def _year(year: AgreedYear) -> str:
    return ngettext(
        "Up to %(num)d hour of support from %(first)s to %(last)s.",
        "Up to %(num)d hours of support from %(first)s to %(last)s.",
        year.hours,
        first=format_date(year.begins),
        last=format_date(HoursYear(year.begins).ends),
    )
