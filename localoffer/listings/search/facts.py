"""What the index keeps of a listing beside its words: the facts that filters, counts, order and reasons need."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, NamedTuple, Self

from localoffer.vocabulary import Coverage, Spaces, WayIn

NO_DIAGNOSIS, NO_ASSESSMENT, NO_PLAN, REFER_YOURSELF = "no_diagnosis", "no_assessment", "no_plan", "refer_yourself"
OPEN = (NO_DIAGNOSIS, NO_ASSESSMENT, NO_PLAN, REFER_YOURSELF)
"""What families are let in without, as facts that are so or not so."""

SPACES_NOW = "now"
"""The one value of the filter for spaces: there is room, be it little."""

_WITHOUT_A_PROFESSIONAL = frozenset({WayIn.DROP_IN, WayIn.CONTACT, WayIn.REFER_YOURSELF})
_WITH_ROOM = frozenset({Spaces.AVAILABLE, Spaces.FEW})
_CODES = ("districts", "needs", "kinds", "ways", "yes", "no", "languages", "times")


class Spot(NamedTuple):
    """Where a venue is, in metres of the National Grid, and the town that families know it by."""

    easting: int
    northing: int
    town: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One listing.

    ``stamp`` changes with every change of the listing. ``ages`` is None where no age is stated, ``checked`` the ordinal
    of the day on which it was checked, 0 where it never was, ``review_due`` that of the day on which it should be
    checked again, ``spaces_stated`` that on which it said something of spaces. ``names`` maps languages to the name as
    it is shown.

    ``yes`` and ``no`` hold the facts that it states to be so and not so: codes of ``vocabulary.Fact`` and of ``OPEN``;
    one in neither is not stated. ``access`` holds what each venue offers, ``spots`` where the venues are that families
    may see, ``times`` the slots of the week. ``is_closed`` is not kept in the index: it changes with the days.
    """

    listing_id: int
    stamp: str
    coverage: str
    districts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    any_need: bool = False
    ages: tuple[int, int] | None = None
    checked: int = 0
    review_due: int = 0
    spaces: str = ""
    spaces_stated: int = 0
    names: dict[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    cost: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    access: tuple[tuple[str, ...], ...] = ()
    spots: tuple[Spot, ...] = ()
    is_closed: bool = False

    @property
    def is_everywhere(self) -> bool:
        """Whether it can be used from every district of the county."""
        return self.coverage in (Coverage.COUNTY, Coverage.ONLINE)

    @property
    def states_place(self) -> bool:
        """Whether it says where it can be used from."""
        return self.coverage != Coverage.DISTRICTS or bool(self.districts)

    @property
    def states_needs(self) -> bool:
        """Whether it says which needs it is for."""
        return self.any_need or bool(self.needs)

    @property
    def has_room(self) -> bool:
        """Whether it said that it can take somebody new, and is not closed."""
        return self.spaces in _WITH_ROOM and not self.is_closed

    def states(self, code: str) -> bool:
        """Return whether it says yes or no to a fact."""
        return code in self.yes or code in self.no

    def stored(self) -> str:
        """Return the facts as the index keeps them, without what is empty; ``from_stored`` reads them back."""
        told = {
            each.name: value for each in fields(self) if (value := getattr(self, each.name)) or each.name == "stamp"
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_stored(cls, stored: str) -> Self:
        told: dict[str, Any] = json.loads(stored)
        for name in _CODES:
            if name in told:
                told[name] = _shared(tuple(told[name]))
        if "ages" in told:
            told["ages"] = tuple(told["ages"])
        if "access" in told:
            told["access"] = tuple(_shared(tuple(offered)) for offered in told["access"])
        if "spots" in told:
            told["spots"] = tuple(Spot(*spot) for spot in told["spots"])
        return cls(**told)


def is_without_professional(ways: tuple[str, ...]) -> bool:
    """Return whether any of some ways in needs nobody but the family: to drop in or to get in touch is enough."""
    return not _WITHOUT_A_PROFESSIONAL.isdisjoint(ways)


@lru_cache(maxsize=8192)
def _shared(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one copy of some codes: most listings hold the same few, and 100,000 copies would fill the memory."""
    return codes
