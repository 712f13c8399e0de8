"""The forms in which the team writes down what is agreed: each changes a part of what is kept of a referral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from localoffer.forms.fields import Choice, RadiosField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, WholeNumber
from localoffer.languages import gettext, lazy_gettext
from localoffer.referrals.admin.agreed import Limits, in_hours, title_of
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear, CaseRecord
from localoffer.referrals.casework.vocabulary import Outcome

MOST_GOALS = 6
_LONGEST_GOAL = 200
_NOTE = MaxLength(1000, lazy_gettext("Use 1,000 characters or fewer"))


@dataclass(frozen=True)
class About:
    """What a form is filled in about: what is kept now, what bounds the hours, what the family wished for.

    ``language`` names the family's language in English, empty where it is English or none of the site's.
    """

    record: CaseRecord
    bounds: Limits
    wishes: Sequence[AgreedGoal] = ()
    language: str = ""


class PartForm(SeenForm):
    """A form that changes a part of what is kept."""

    def prepare(self, about: About) -> None:
        """Fit the form to one referral, and put into it what is kept; what was typed stays."""
        raise NotImplementedError

    def parts(self) -> Mapping[str, Any]:
        """Return what to save, by the names of fields of ``CaseRecord``."""
        raise NotImplementedError


class CaseNumberForm(PartForm):
    """The number of the case in the council's own system."""

    case_number = TextField(
        lazy_gettext("Case number in the council’s own system"),
        [MaxLength(40, lazy_gettext("Use 40 characters or fewer"))],
        hint=lazy_gettext("Only the team sees it. Leave it empty if there is none."),
        width="20",
        autocomplete="off",
        spellcheck=False,
    )

    def prepare(self, about: About) -> None:
        self.fill({"case_number": about.record.case_number})

    def parts(self) -> Mapping[str, Any]:
        return {"case_number": self.case_number.data}


class AgreedForm(PartForm):
    """Goals, one on each line, and the hours of this year and the next."""

    goals = TextAreaField(
        lazy_gettext("Goals"),
        hint=lazy_gettext(
            "What the young person wants to be able to do, without any name. One goal on each line, 6 at most."
        ),
        rows=6,
    )
    translated = TextAreaField(rows=6)
    this_year = TextField(width="3", inputmode="numeric", autocomplete="off")
    next_year = TextField(width="3", inputmode="numeric", autocomplete="off")

    def prepare(self, about: About) -> None:
        self._about = about
        self._name_the_boxes(about)
        goals = about.record.goals or about.wishes
        self.fill(
            {
                "goals": "\n".join(one.english for one in goals),
                "translated": "\n".join(one.translated for one in goals).strip(),
                "this_year": _typed(about.record.hours_in(self._years[0])),
                "next_year": _typed(about.record.hours_in(self._years[1])),
            }
        )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether it can be saved: not too many goals, as many in both languages, hours that are left."""
        if not super().validate(extra_validators):
            return False
        self._check_goals()
        self._check_hours()
        return not self.errors

    def parts(self) -> Mapping[str, Any]:
        before = {goal.english: goal for goal in self._about.record.goals}
        others = _lines(self.translated.data) if "translated" in self else []
        english = _lines(self.goals.data)
        goals = [
            replace(before.get(line, AgreedGoal(line)), translated=other)
            for line, other in zip(english, others or [""] * len(english), strict=True)
        ]
        kept = [year for year in self._about.record.years if year.begins not in self._years]
        typed = [AgreedYear(begins, int(box.data)) for begins, box in self._hours.items() if box.data]
        return {"goals": tuple(goals), "years": tuple(sorted([*kept, *typed], key=lambda year: year.begins))}

    @property
    def _years(self) -> tuple[date, date]:
        year = self._about.bounds.year
        return year.begins, year.next.begins

    @property
    def _hours(self) -> dict[date, TextField]:
        return dict(zip(self._years, (self.this_year, self.next_year), strict=True))

    def _name_the_boxes(self, about: About) -> None:
        most = about.bounds.hours_a_year
        fits = WholeNumber(0, most, gettext("Enter a whole number from 0 to %(most)s", most=most))
        for box, year in ((self.this_year, about.bounds.year), (self.next_year, about.bounds.year.next)):
            box.label.text = gettext("Hours from %(year)s", year=title_of(year))
            box.validators = [fits]
            if elsewhere := about.bounds.elsewhere(year.begins):
                box.description = gettext("Other referrals of the child have %(hours)s.", hours=in_hours(elsewhere))
        if not about.language:
            del self["translated"]
            return
        self.translated.label.text = gettext("The same goals in %(language)s", language=about.language)
        self.translated.description = gettext(
            "In the same order, one on each line. If you leave it empty, the family reads the English."
        )

    def _check_goals(self) -> None:
        english, others = _lines(self.goals.data), _lines(self.translated.data) if "translated" in self else []
        for box in (self.goals, *([self.translated] if "translated" in self else [])):
            if any(len(line) > _LONGEST_GOAL for line in _lines(box.data)):
                self.problem(box, lazy_gettext("Use 200 characters or fewer for each goal"))
        if len(english) > MOST_GOALS:
            self.problem(self.goals, lazy_gettext("Enter 6 goals or fewer"))
        elif len(set(english)) < len(english):
            self.problem(self.goals, lazy_gettext("Enter each goal once"))
        if others and len(others) != len(english):
            self.problem(self.translated, lazy_gettext("Enter as many goals here as in English, or none"))

    def _check_hours(self) -> None:
        for begins, box in self._hours.items():
            left = max(0, self._about.bounds.hours_a_year - self._about.bounds.elsewhere(begins))
            if box.data and int(box.data) > left:
                self.problem(box, gettext("Only %(hours)s are left of this year for the child", hours=in_hours(left)))


class OutcomesForm(PartForm):
    """What became of each goal. It has the boxes of ``MOST_GOALS`` goals, and leaves out those that there are not."""

    def prepare(self, about: About) -> None:
        self._goals = about.record.goals
        for number in range(1, MOST_GOALS + 1):
            if number > len(self._goals):
                del self[f"outcome_{number}"]
                del self[f"note_{number}"]
        for number, goal in enumerate(self._goals, start=1):
            self[f"outcome_{number}"].label.text = goal.english
            self.fill({f"outcome_{number}": goal.outcome.value if goal.outcome else "", f"note_{number}": goal.note})

    def parts(self) -> Mapping[str, Any]:
        told = [(self[f"outcome_{one}"].data, self[f"note_{one}"].data) for one in range(1, len(self._goals) + 1)]
        goals = [
            replace(goal, outcome=Outcome(code) if code else None, note=note)
            for goal, (code, note) in zip(self._goals, told, strict=True)
        ]
        return {"goals": tuple(goals)}

    @property
    def boxes(self) -> list[tuple[Any, Any]]:
        """The boxes of each goal: its outcome and its note."""
        return [(self[f"outcome_{one}"], self[f"note_{one}"]) for one in range(1, len(self._goals) + 1)]


def _add_boxes() -> None:
    choices = [Choice(one.value, one.title) for one in Outcome]
    for number in range(1, MOST_GOALS + 1):
        setattr(OutcomesForm, f"outcome_{number}", RadiosField(choices=choices, small=True, inline=True))
        note = TextAreaField(
            lazy_gettext("Note on this goal (optional)"), [_NOTE], hint=lazy_gettext("Only the team sees it."), rows=2
        )
        setattr(OutcomesForm, f"note_{number}", note)


_add_boxes()


def _lines(typed: str | None) -> list[str]:
    lines = (" ".join(line.split()) for line in (typed or "").splitlines())
    return [line for line in lines if line]


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)
