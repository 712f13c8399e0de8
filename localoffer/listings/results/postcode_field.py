"""The box for a postcode beside the search: what was typed into it, and what is wrong with that, said to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import gettext, ngettext
from localoffer.listings.search.criteria import MILES, SearchCriteria
from localoffer.listings.search.postcodes import Answer
from localoffer.places.queries import Found, NotAPostcode, NotKnown


@dataclass(frozen=True)
class Distance:
    """One distance to choose from."""

    miles: int
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class PostcodeField:
    """The box: ``typed`` stays as it was; ``problem`` is empty where there is none.

    ``distances`` are offered once there is a place to measure from.
    """

    typed: str = ""
    problem: str = ""
    distances: tuple[Distance, ...] = ()


def postcode_field(criteria: SearchCriteria, answer: Answer | None) -> PostcodeField:
    """Return the box for a search; ``answer`` is what the directory says of its postcode, None without one."""
    if answer is None:
        return PostcodeField(criteria.postcode)
    distances = tuple(Distance(miles, distance(miles), miles == criteria.miles) for miles in MILES)
    is_placed = isinstance(answer, Found) and answer.point is not None
    return PostcodeField(criteria.postcode, _problem(answer), distances if is_placed else ())


def _problem(answer: Answer) -> str:
    if isinstance(answer, NotAPostcode):
        return gettext("This is not a postcode. Type one like ST16 2LH, or tick your district.")
    if isinstance(answer, NotKnown):
        return gettext("We do not know this postcode. Check it, or tick your district.")
    if answer.council is not None:
        return gettext(
            "This postcode is in the area of %(council)s, which has a Local Offer of its own. "
            "From ours you can use what is online and what is near you.",
            council=answer.council,
        )
    return ""


def distance(miles: int) -> str:
    """Return a distance in words."""
    return ngettext("%(num)s mile", "%(num)s miles", miles)
