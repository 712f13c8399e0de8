"""What most families do not know: for how many of the services found no diagnosis is needed."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import format_number, ngettext
from localoffer.listings.results.addresses import Address
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.found import Found

_GROUP, _CODE = "open", "no_diagnosis"


@dataclass(frozen=True)
class OpenDoor:
    """The sentence, and the address of the search for only those services; empty where that is all of them."""

    said: str
    address: str


def open_door(criteria: SearchCriteria, found: Found, address: Address) -> OpenDoor | None:
    """Return what to say above the results; None where no service says so, or where it was asked for."""
    count = found.counts.get(_GROUP, {}).get(_CODE, 0)
    if not count or found.page > 1 or _CODE in criteria.values(_GROUP):
        return None
    if count == found.total:
        said = ngettext(
            "You do not need a diagnosis for this service.",
            "You do not need a diagnosis for any of these services.",
            count,
        )
        return OpenDoor(said, "")
    said = ngettext(
        "You do not need a diagnosis for %(number)s of these services.",
        "You do not need a diagnosis for %(number)s of these services.",
        count,
        number=format_number(count),
    )
    return OpenDoor(said, address(criteria.with_filter(_GROUP, _CODE)))
