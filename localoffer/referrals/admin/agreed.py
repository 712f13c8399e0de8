"""What is agreed about one referral, as finished words: goals, hours out of the child's year, outcomes, case number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from localoffer.crypto import KeyRing
from localoffer.languages import LANGUAGES, Language, format_date, gettext, ngettext
from localoffer.referrals.admin import timeline
from localoffer.referrals.casework import hours
from localoffer.referrals.casework.hours import HoursYear
from localoffer.referrals.casework.keeping import Kept
from localoffer.referrals.casework.record import AgreedGoal, CaseRecord
from localoffer.referrals.casework.vocabulary import Outcome
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Row
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.working_days import day_of

_COLOURS = {
    Outcome.REACHED: "green",
    Outcome.PARTLY: "yellow",
    Outcome.NOT_YET: "orange",
    Outcome.NOT_TRIED: "grey",
}
_OVER = frozenset({ReferralStage.FINISHED, ReferralStage.WITHDRAWN})


@dataclass(frozen=True)
class GoalRow:
    """One goal. ``outcome`` is empty until somebody recorded one."""

    english: str
    translated: str
    outcome: str
    colour: str
    note: str


@dataclass(frozen=True)
class Elsewhere:
    """Hours that another referral of the same child has in the same year."""

    reference: str
    hours: str


@dataclass(frozen=True)
class ChildYear:
    """The hours of one year: agreed here, elsewhere for the same child, and how many of it are left."""

    title: str
    here: str
    elsewhere: list[Elsewhere]
    left: str
    is_over: bool


@dataclass(frozen=True)
class Agreed:
    """What is agreed. ``by`` says who changed it last and when, empty where nothing is agreed yet.

    ``language`` is that of the family, None where it is English or none of the site's.
    """

    case_number: str
    goals: list[GoalRow]
    years: list[ChildYear]
    by: str
    language: Language | None
    lacks_outcomes: bool


@dataclass(frozen=True)
class Limits:
    """How many hours a child can have in a year, the year that it is, and what the child has from other referrals."""

    hours_a_year: int
    year: HoursYear
    same_child: Sequence[Referral]

    def elsewhere(self, begins: date) -> int:
        """Return how many hours of a year the child has from other referrals."""
        return sum(hours.in_year(one, begins) for one in self.same_child)


def limits(
    referral: Referral, others: Iterable[Referral], *, hours_a_year: int, year: HoursYear, keys: KeyRing
) -> Limits:
    """Return what bounds the hours of a referral; ``others`` agree in last name and date of birth."""
    return Limits(hours_a_year, year, hours.about_the_same(referral, others, keys=keys))


def family_language(referral: Referral) -> Language | None:
    """Return the family's language; None where it is English or none of the site's."""
    return None if referral.language == "en" else LANGUAGES.get(referral.language)


def agreed(referral: Referral, kept: Kept, *, bounds: Limits, staff: Mapping[str, str]) -> Agreed:
    """Return what is agreed about a referral; ``staff`` maps actors (``staff:<id>``) to names."""
    record = kept.record
    return Agreed(
        case_number=record.case_number,
        goals=[_goal(one) for one in record.goals],
        years=[_year(one, record, bounds) for one in _years(record, bounds)],
        by=saved_by(kept, staff),
        language=family_language(referral),
        lacks_outcomes=referral.stage in _OVER and record.lacks_outcomes,
    )


def saved_by(kept: Kept, staff: Mapping[str, str]) -> str:
    """Say who saved something and when; empty where nothing was."""
    if kept.made_at is None:
        return ""
    name, day = timeline.name_of(kept.made_by, staff), format_date(day_of(kept.made_at))
    return gettext("Last changed by %(name)s on %(day)s", name=name, day=day)


def as_rows(record: CaseRecord) -> list[Row]:
    """Return everything that a record holds, for whoever compares two of them."""
    return [
        Row(gettext("Case number"), record.case_number or gettext("None")),
        Row(gettext("Goals"), list(_goal_lines(record.goals)) or gettext("None")),
        Row(gettext("Hours"), [_year_line(one.begins, one.hours) for one in record.years] or gettext("None")),
    ]


def title_of(year: HoursYear) -> str:
    """Return a year of hours in words."""
    return gettext("%(first)s to %(last)s", first=format_date(year.begins), last=format_date(year.ends))


def in_hours(number: int) -> str:
    """Return a number of hours in words."""
    return ngettext("%(num)d hour", "%(num)d hours", number)


def _goal(goal: AgreedGoal) -> GoalRow:
    outcome = goal.outcome
    title, colour = (str(outcome.title), _COLOURS[outcome]) if outcome else ("", "")
    return GoalRow(goal.english, goal.translated, title, colour, goal.note)


def _goal_lines(goals: Iterable[AgreedGoal]) -> Iterator[str]:
    """Yield each goal with what became of it, and below it what it says in the family's language and the note."""
    for goal in goals:
        yield f"{goal.english}: {goal.outcome.title}" if goal.outcome else goal.english
        yield from (one for one in (goal.translated, goal.note) if one)


def _year_line(begins: date, number: int) -> str:
    return f"{title_of(HoursYear(begins))}: {in_hours(number)}"


def _years(record: CaseRecord, bounds: Limits) -> list[HoursYear]:
    """Return this year, and those others in which hours are agreed here."""
    return [HoursYear(day) for day in sorted({bounds.year.begins, *(one.begins for one in record.years)})]


def _year(year: HoursYear, record: CaseRecord, bounds: Limits) -> ChildYear:
    here, elsewhere = record.hours_in(year.begins) or 0, bounds.elsewhere(year.begins)
    left = bounds.hours_a_year - here - elsewhere
    others = [(one.reference, hours.in_year(one, year.begins)) for one in bounds.same_child]
    return ChildYear(
        title=title_of(year),
        here=in_hours(here),
        elsewhere=[Elsewhere(reference, in_hours(number)) for reference, number in others if number],
        left=gettext("%(left)s of %(all)s hours are left", left=max(0, left), all=bounds.hours_a_year),
        is_over=left < 0,
    )
