"""Everything that one person has answered so far, and what follows from it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

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
from localoffer.referrals.choices import Responsible, RiskNow, YesNo
from localoffer.referrals.vocabulary import Referrer


@dataclass(frozen=True)
class Answers:
    """Everything that one person has answered so far."""

    who: Who | None = None
    family_agrees: FamilyAgrees | None = None
    family_agreed: FamilyAgreed | None = None
    about_you: AboutYou | None = None
    young_person: YoungPerson | None = None
    date_of_birth: DateOfBirth | None = None
    trusted_adult: TrustedAdult | None = None
    knows: YoungPersonKnows | None = None
    home: Home | None = None
    confirmed_district: ConfirmedDistrict | None = None
    chosen_district: ChosenDistrict | None = None
    school: School | None = None
    strengths: Strengths | None = None
    day_to_day: DayToDay | None = None
    learn: Learn | None = None
    help_now: HelpNow | None = None
    contact: Contact | None = None
    responsibility: Responsibility | None = None
    speaking: Speaking | None = None
    risk: Risk | None = None
    agreement: Agreement | None = None

    @property
    def referrer(self) -> Referrer | None:
        return self.who.referrer if self.who else None

    @property
    def district(self) -> str:
        """The slug of the district they live in; empty when it is not known or is outside the county."""
        if self.home and self.home.told and not self._home_is_elsewhere:
            return self.home.district
        return self.chosen_district.district if self.chosen_district else ""

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is at risk of harm now, as far as the person who fills the form in says so."""
        return self.risk is not None and self.risk.now is RiskNow.YES

    @property
    def _home_is_elsewhere(self) -> bool:
        return self.confirmed_district is not None and self.confirmed_district.right is YesNo.NO

    def with_section(self, name: str, section: Any) -> Answers:
        """Return these answers with one section answered (again).

        Somebody else filling the form in must agree for themselves, and is another "me": then that is asked again. So
        is whether the postcode told the right area, when it tells another one.
        """
        kept = self
        if name == "who" and self.referrer is not None and section != self.who:
            told = self.responsibility
            is_me = told is not None and Responsible.ME in told.who
            kept = dataclasses.replace(self, agreement=None, responsibility=None if is_me else told)
        if name == "home" and self.home is not None and section.told != self.home.told:
            kept = dataclasses.replace(self, confirmed_district=None)
        return dataclasses.replace(kept, **{name: section})

    def only(self, names: Collection[str]) -> Answers:
        """Return these answers without the sections that are not named."""
        dropped: dict[str, Any] = {name: None for name in SECTIONS if name not in names}
        return dataclasses.replace(self, **dropped)

    def to_json(self) -> dict[str, Any]:
        """Return the answered sections as JSON knows them."""
        sections = {section.name: getattr(self, section.name) for section in dataclasses.fields(self)}
        return {name: as_fields(section) for name, section in sections.items() if section is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Answers:
        """Return what ``to_json`` made; a section that no longer fits counts as not answered."""
        read = {name: _read_stored(kind, stored.get(name)) for name, kind in SECTIONS.items()}
        return cls(**read)


def _read_stored(kind: type[Any], stored: Any) -> Any:
    if stored is None:
        return None
    try:
        return read_section(kind, stored)
    except (ValueError, TypeError):
        return None


SECTIONS: dict[str, type[Any]] = {
    name: typing.get_args(hint)[0] for name, hint in typing.get_type_hints(Answers).items()
}
