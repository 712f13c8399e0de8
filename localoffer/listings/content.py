"""The whole content of one listing as one value: what an editor, an import and the history pass around.

It speaks in codes, not rows, so that it can be stored, compared field by field, and applied again later.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from localoffer.listings import asked_as
from localoffer.vocabulary import SLOTS, Access, Checker, Cost, Coverage, Fact, Regulator, Spaces, WayIn

TEXT_FIELDS = (
    "name",
    "summary",
    "description",
    "who_for",
    "how_to_start",
    "cost",
    "opening_times",
    "complex_needs",
    "easy_read",
)
"""What is translated of ``Words``."""
WORD_FIELDS = (*TEXT_FIELDS, "asked_as")
"""All that ``Words`` holds."""


@dataclass(frozen=True)
class Words:
    """The words of a listing in one language; empty where not given. ``easy_read`` is for ``easy_read.ideas``.

    ``asked_as`` is what families type when this is what they need (``listings.asked_as``). It belongs to its language
    alone: it is nobody's translation.
    """

    name: str
    summary: str = ""
    description: str = ""
    who_for: str = ""
    how_to_start: str = ""
    cost: str = ""
    opening_times: str = ""
    complex_needs: str = ""
    easy_read: str = ""
    asked_as: str = ""

    @property
    def translated(self) -> tuple[str, ...]:
        """The words that another language has as well, in the order of ``TEXT_FIELDS``."""
        return tuple(getattr(self, name) for name in TEXT_FIELDS)

    @property
    def digest(self) -> str:
        """What a translation keeps of the English that it was made from."""
        # what was translated before there was easy read has none in its digest
        said = [getattr(self, name) for name in TEXT_FIELDS if name != "easy_read" or self.easy_read]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


@dataclass(frozen=True)
class Place:
    """A venue; ``postcode`` as people write it (``ST16 2LH``) or empty."""

    name: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    access: tuple[Access, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class StatedFact:
    """The answer to one of the facts that decide, and the day on which it was stated."""

    answer: bool
    stated_on: date | None = None


@dataclass(frozen=True)
class ListingContent:
    """Everything about a listing that a person can change.

    Codes of needs, kinds and districts are the vocabulary's; ``times`` are slots of the week (``vocabulary.SLOTS``).
    """

    words: dict[str, Words]
    organisation_key: str | None = None
    needs: tuple[str, ...] = ()
    any_need: bool = False
    kinds: tuple[str, ...] = ()
    ways_in: tuple[WayIn, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    diagnosis_needed: bool | None = None
    ehc_plan_needed: bool | None = None
    assessment_needed: bool | None = None
    coverage: Coverage = Coverage.DISTRICTS
    districts: tuple[str, ...] = ()
    cost: Cost | None = None
    spaces: Spaces | None = None
    waiting_weeks: int | None = None
    spaces_stated_on: date | None = None
    facts: dict[Fact, StatedFact] = field(default_factory=dict)
    regulator: Regulator | None = None
    registration: str = ""
    languages_spoken: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    website: str = ""
    email: str = ""
    phone: str = ""
    venues: tuple[Place, ...] = ()
    checked_on: date | None = None
    checked_by: Checker | None = None
    review_due: date | None = None

    def with_changes(self, **changes: Any) -> Self:
        """Return a copy in which the named fields are changed."""
        return replace(self, **changes)

    def with_asked_as_of(self, held: ListingContent) -> Self:
        """Return the same content with what families type that is held, in each language in which it brings none."""
        nothing = Words(name="")
        words = {code: self.words.get(code, nothing) for code in {**held.words, **self.words}}
        return replace(
            self,
            words={
                code: replace(said, asked_as=said.asked_as or held.words.get(code, nothing).asked_as)
                for code, said in words.items()
            },
        ).in_order()

    def in_order(self) -> Self:
        """Return the same content, what has no order of its own put into one, without repeats and empty languages.

        Two contents that mean the same are then equal, whatever form, file or row they came from.
        """
        tidy = {code: replace(words, asked_as=asked_as.tidied(words.asked_as)) for code, words in self.words.items()}
        return replace(
            self,
            words={code: words for code, words in sorted(tidy.items()) if any(asdict(words).values())},
            needs=tuple(sorted(set(self.needs))),
            kinds=tuple(sorted(set(self.kinds))),
            districts=tuple(sorted(set(self.districts))),
            ways_in=tuple(code for code in WayIn if code in self.ways_in),
            facts={code: self.facts[code] for code in Fact if code in self.facts},
            # an unknown one stays, so that it is refused rather than lost
            times=(*(slot for slot in SLOTS if slot in self.times), *sorted(set(self.times) - set(SLOTS))),
            venues=tuple(
                replace(venue, access=tuple(code for code in Access if code in venue.access)) for venue in self.venues
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the content as JSON can hold it; ``from_json`` is its inverse."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read what ``as_json`` made.

        Raises:
            ValueError, KeyError, TypeError: when it is something else.
        """
        known = {f.name for f in fields(cls)}
        if unknown := set(stored) - known:
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        told = dict(stored)
        told["words"] = {language: Words(**words) for language, words in stored["words"].items()}
        told["facts"] = {
            Fact(code): StatedFact(fact["answer"], _day(fact["stated_on"])) for code, fact in stored["facts"].items()
        }
        told["venues"] = tuple(
            Place(**{**venue, "access": tuple(Access(code) for code in venue["access"])}) for venue in stored["venues"]
        )
        for name in ("needs", "kinds", "districts", "languages_spoken"):
            told[name] = tuple(stored[name])
        # versions saved before there were times have none
        told["times"] = tuple(stored.get("times", ()))
        told["ways_in"] = tuple(WayIn(code) for code in stored["ways_in"])
        told["coverage"] = Coverage(stored["coverage"])
        codes: dict[str, type[StrEnum]] = {
            "cost": Cost,
            "spaces": Spaces,
            "regulator": Regulator,
            "checked_by": Checker,
        }
        for name, kind in codes.items():
            told[name] = kind(stored[name]) if stored[name] else None
        for name in ("spaces_stated_on", "checked_on", "review_due"):
            told[name] = _day(stored[name])
        return cls(**told)

    def changed_fields(self, other: ListingContent) -> list[str]:
        """Return the names of the fields in which two contents differ, in order."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
