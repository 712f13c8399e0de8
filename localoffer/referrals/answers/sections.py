"""The sections of the answers: what each step of the form asks for, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from localoffer.referrals.choices import (
    AdultHelps,
    ContactWay,
    Format,
    Goal,
    Hard,
    HowAgreed,
    Knows,
    Responsible,
    RiskNow,
    SafeToPhone,
    SchoolKind,
    TheyKnow,
    WhoAgreed,
    YesNo,
)
from localoffer.referrals.vocabulary import Referrer


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
class YoungPersonKnows:
    """Whether a young person of 16 or over knows of the form that somebody else fills in, and agrees."""

    knows: Knows


@dataclass(frozen=True)
class Home:
    """Where they live: the postcode as people write it, and what it says.

    At most one of ``district`` (the slug) and ``council`` (outside the county) is set; neither, when the postcode is
    not known or was not given.
    """

    postcode: str = ""
    district: str = ""
    council: str = ""

    @property
    def told(self) -> str:
        """What the postcode tells: a district or a council, empty where it tells nothing."""
        return self.district or self.council


@dataclass(frozen=True)
class ConfirmedDistrict:
    """Whether they live in the district, or in the area of the council, that the postcode told."""

    right: YesNo


@dataclass(frozen=True)
class ChosenDistrict:
    """The district (its slug, or ``outside``) that was chosen where the postcode did not tell it right."""

    district: str


@dataclass(frozen=True)
class School:
    """Where they learn; ``name`` only where it is a school or a college."""

    kind: SchoolKind
    name: str = ""


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
class HelpNow:
    """What help they have now, and how many hours of Life Skills support they have had this year (None: not said)."""

    words: str = ""
    hours_used: int | None = None


@dataclass(frozen=True)
class Contact:
    """Whom the team contacts, the ways that they like, and which of those are safe."""

    name: str = ""
    relationship: str = ""
    phone: str = ""
    email: str = ""
    ways: tuple[ContactWay, ...] = ()
    safe_to_phone: SafeToPhone | None = None
    safe_to_text: YesNo | None = None
    safe_to_post: YesNo | None = None
    address: str = ""

    @property
    def safe_ways(self) -> tuple[ContactWay, ...]:
        """Those of the ways that nobody said are unsafe."""
        unsafe = {
            ContactWay.PHONE: self.safe_to_phone is SafeToPhone.NOT_SAFE,
            ContactWay.TEXT: self.safe_to_text is YesNo.NO,
            ContactWay.POST: self.safe_to_post is YesNo.NO,
        }
        return tuple(way for way in self.ways if not unsafe.get(way))

    def with_what_was_safe(self, before: Contact) -> Contact:
        """Return this contact with what was said before to be safe, for the ways and the number that are the same."""
        same_number = self.phone == before.phone
        by_post = ContactWay.POST in self.ways
        return replace(
            self,
            safe_to_phone=before.safe_to_phone if same_number and ContactWay.PHONE in self.ways else None,
            safe_to_text=before.safe_to_text if same_number and ContactWay.TEXT in self.ways else None,
            safe_to_post=before.safe_to_post if by_post else None,
            address=before.address if by_post else "",
        )


@dataclass(frozen=True)
class Responsibility:
    """Who has parental responsibility, and whether they know of the form (None: not said)."""

    who: tuple[Responsible, ...]
    know: TheyKnow | None = None


@dataclass(frozen=True)
class Speaking:
    """The language to use (a code of the site, or ``other``), whether an interpreter is needed, and what else helps."""

    language: str
    other_language: str = ""
    interpreter: YesNo | None = None
    formats: tuple[Format, ...] = ()


@dataclass(frozen=True)
class Risk:
    """Whether somebody is at risk of harm now."""

    now: RiskNow


@dataclass(frozen=True)
class Agreement:
    """That the team may make contact and, asked apart, share the form with whoever could give the support."""

    agreed: YesNo
    share: YesNo | None = None
