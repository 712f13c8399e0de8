"""What the form asks for, as typed values: one section for each step, and all of them together.

A section that is None has not been answered. Reading stored answers forgives what a newer or older version of the site
does not know, so that a deploy in the middle of somebody's form loses no more than the question that changed.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from localoffer.referrals.choices import AdultHelps, Goal, Hard, HowAgreed, SafeToPhone, WhoAgreed, YesNo
from localoffer.vocabulary import Referrer

_S = TypeVar("_S")


@dataclass(frozen=True)
class Who:
    """Who fills the form in."""

    referrer: Referrer


@dataclass(frozen=True)
class FamilyAgrees:
    """Whether the family agreed that somebody else asks for them."""

    agreed: YesNo


@dataclass(frozen=True)
class FamilyAgreed:
    """Who in the family agreed that a professional asks for them, how, and on which day."""

    by: WhoAgreed
    how: HowAgreed
    on: date


@dataclass(frozen=True)
class AboutYou:
    """Who the professional or the other helper is, and how the team reaches them."""

    name: str
    role: str = ""
    organisation: str = ""
    relationship: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class YoungPerson:
    """The names of the child or young person."""

    first_name: str
    last_name: str
    known_as: str = ""


@dataclass(frozen=True)
class DateOfBirth:
    """When the child or young person was born."""

    born: date


@dataclass(frozen=True)
class TrustedAdult:
    """The adult whom a young person under 16 trusts to help with this, if there is one who may be named."""

    helps: AdultHelps
    name: str = ""
    relationship: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Home:
    """Where they live: the postcode as people write it, and what it says.

    At most one of ``district`` (the slug) and ``council`` (outside the county) is set; neither, when the postcode is
    not known or was not given.
    """

    postcode: str = ""
    district: str = ""
    council: str = ""


@dataclass(frozen=True)
class ChosenDistrict:
    """The district (its slug, or ``outside``) that was chosen because the postcode did not tell it."""

    district: str


@dataclass(frozen=True)
class Strengths:
    """What they are good at and enjoy, in the family's words."""

    strengths: str = ""


@dataclass(frozen=True)
class DayToDay:
    """What is hard, by area and in the family's words."""

    hard: tuple[Hard, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Learn:
    """What they would like to learn: up to three, counting the one in their own words."""

    goals: tuple[Goal, ...] = ()
    own_goal: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom the team contacts, and how."""

    name: str = ""
    phone: str = ""
    safe_to_phone: SafeToPhone | None = None
    email: str = ""


@dataclass(frozen=True)
class Speaking:
    """The language to use (a code of the site, or ``other``), and whether an interpreter is needed."""

    language: str
    other_language: str = ""
    interpreter: YesNo | None = None


@dataclass(frozen=True)
class Agreement:
    """That the team may make contact and share the form with a provider of support."""

    agreed: YesNo


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
    home: Home | None = None
    chosen_district: ChosenDistrict | None = None
    strengths: Strengths | None = None
    day_to_day: DayToDay | None = None
    learn: Learn | None = None
    contact: Contact | None = None
    speaking: Speaking | None = None
    agreement: Agreement | None = None

    @property
    def referrer(self) -> Referrer | None:
        return self.who.referrer if self.who else None

    @property
    def district(self) -> str:
        """The slug of the district they live in; empty when it is not known or is outside the county."""
        if self.home and (self.home.district or self.home.council):
            return self.home.district
        return self.chosen_district.district if self.chosen_district else ""

    def with_section(self, name: str, section: Any) -> Answers:
        """Return these answers with one section answered (again).

        Somebody else filling the form in must agree for themselves: then the agreement is asked again.
        """
        other = name == "who" and self.referrer is not None and section != self.who
        kept = dataclasses.replace(self, agreement=None) if other else self
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


def as_fields(section: Any) -> dict[str, Any]:
    """Return a section as JSON knows it, and as a form takes it: codes, text, lists, days as ``2019-04-30``."""
    return {field.name: _plain(getattr(section, field.name)) for field in dataclasses.fields(section)}


def read_section(kind: type[_S], given: Mapping[str, Any]) -> _S:
    """Make a section of a mapping, from a form or from JSON; what the section does not have is left out.

    Raises:
        ValueError: when something has no possible value of its type.
        TypeError: when something that the section needs is missing.
    """
    hints = typing.get_type_hints(kind)
    return kind(**{name: _typed(hint, given[name]) for name, hint in hints.items() if name in given})


def _read_stored(kind: type[Any], stored: Any) -> Any:
    if stored is None:
        return None
    try:
        return read_section(kind, stored)
    except (ValueError, TypeError):
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return _typed(typing.get_args(hint)[0], value) if value else None
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], one) for one in value or ())
    if hint is date:
        return value if isinstance(value, date) else date.fromisoformat(value)
    return hint(value if value is not None else "")


SECTIONS: dict[str, type[Any]] = {
    name: typing.get_args(hint)[0] for name, hint in typing.get_type_hints(Answers).items()
}
