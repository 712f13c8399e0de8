"""What is agreed about one referral, as a value that is sealed as one piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from localoffer.referrals.casework.vocabulary import Outcome


@dataclass(frozen=True)
class AgreedGoal:
    """One goal in English and, where somebody wrote it so, in the family's language; what became of it; and why.

    ``outcome`` is None until somebody recorded one. ``note`` is for the team alone.
    """

    english: str
    translated: str = ""
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True)
class AgreedYear:
    """How many hours are agreed in the year that begins on a day."""

    begins: date
    hours: int


@dataclass(frozen=True)
class CaseRecord:
    """What the team holds of a referral. ``case_number`` is that of the council's own system."""

    case_number: str = ""
    goals: tuple[AgreedGoal, ...] = ()
    years: tuple[AgreedYear, ...] = ()

    def hours_in(self, begins: date) -> int | None:
        """Return the hours that are agreed in the year that begins on that day; None where none are."""
        return next((year.hours for year in self.years if year.begins == begins), None)

    @property
    def lacks_outcomes(self) -> bool:
        """Whether a goal has no outcome yet."""
        return any(goal.outcome is None for goal in self.goals)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        years = [{"begins": year.begins.isoformat(), "hours": year.hours} for year in self.years]
        return {"case_number": self.case_number, "goals": [asdict(goal) for goal in self.goals], "years": years}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> CaseRecord:
        """Return what ``as_json`` made."""
        return cls(
            case_number=stored["case_number"],
            goals=tuple(_goal(one) for one in stored["goals"]),
            years=tuple(AgreedYear(date.fromisoformat(one["begins"]), one["hours"]) for one in stored["years"]),
        )


def _goal(stored: Mapping[str, Any]) -> AgreedGoal:
    code = stored["outcome"]
    return AgreedGoal(**{**stored, "outcome": Outcome(code) if code else None})
