"""What a form knows before its first question: from the search that led to it, or from the form sent before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from localoffer.referrals.answers import Answers, ChosenDistrict, DayToDay
from localoffer.referrals.choices import Hard
from localoffer.referrals.vocabulary import Referrer

# never the family's, where somebody else asks for them: the next child may be of another one
_SHARED = {
    Referrer.PARENT: ("who", "contact", "responsibility", "speaking"),
    Referrer.PROFESSIONAL: ("who", "about_you"),
    Referrer.SOMEONE_ELSE: ("who", "about_you"),
}


class Origin(StrEnum):
    """Where something comes from that was not typed into this form."""

    SEARCH = "search"
    LAST_FORM = "last_form"


@dataclass(frozen=True)
class CarriedOver:
    """What was carried over, so that the pages can say so.

    ``suggested`` stands in the boxes until the question is answered, and counts for nothing before; ``kept`` names the
    sections whose answers are those of the last form.
    """

    suggested: Answers = field(default_factory=Answers)
    kept: frozenset[str] = frozenset()
    origin: Origin | None = None

    def origin_of(self, section: str, answers: Answers) -> Origin | None:
        """Return where that comes from which the page of a section shows; None where it was typed into this form."""
        is_answered = getattr(answers, section) is not None
        is_carried = section in self.kept if is_answered else getattr(self.suggested, section) is not None
        return self.origin if is_carried else None

    def without(self, section: str) -> CarriedOver:
        """Return this once a section has been answered in the form itself."""
        return CarriedOver(self.suggested, self.kept - {section}, self.origin)

    def to_json(self) -> dict[str, Any]:
        """Return this as JSON knows it."""
        return {"suggested": self.suggested.to_json(), "kept": sorted(self.kept), "origin": self.origin}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> CarriedOver:
        """Return what ``to_json`` made; nothing for a form that was stored before there was any."""
        if not stored or not stored["origin"]:
            return cls()
        return cls(Answers.from_json(stored["suggested"]), frozenset(stored["kept"]), Origin(stored["origin"]))


def from_search(district: str, areas: Collection[str]) -> CarriedOver:
    """Return what a family searched for: the district's slug, or empty, and areas of need by their codes."""
    hard = tuple(one for one in Hard if one in areas)
    if not district and not hard:
        return CarriedOver()
    suggested = Answers(
        chosen_district=ChosenDistrict(district) if district else None,
        day_to_day=DayToDay(hard=hard) if hard else None,
    )
    return CarriedOver(suggested, origin=Origin.SEARCH)


def from_last_form(answers: Answers) -> tuple[Answers, CarriedOver] | None:
    """Return what the form of another child begins with; None for a young person, who asked for themselves."""
    shared = _SHARED.get(answers.referrer) if answers.referrer else None
    if shared is None:
        return None
    begun = answers.only(shared)
    of_the_home = answers.referrer is Referrer.PARENT and answers.district
    suggested = Answers(chosen_district=ChosenDistrict(answers.district)) if of_the_home else Answers()
    kept = frozenset(name for name in shared if getattr(begun, name, None) is not None)
    return begun, CarriedOver(suggested, kept, Origin.LAST_FORM)
