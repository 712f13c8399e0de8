"""Searches that give results where the one that was asked for gives none, each in a sentence with its number."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import format_list, format_number, gettext, ngettext
from localoffer.listings.results.addresses import Address
from localoffer.listings.results.filter_names import Names
from localoffer.listings.results.notes import quoted
from localoffer.listings.search.ways_out import WayOut


@dataclass(frozen=True)
class Suggestion:
    """A search that gives results where this one gives none."""

    text: str
    address: str


def suggestion(way: WayOut, address: Address, names: Names) -> Suggestion:
    """Return a way out as a sentence and the address of its search."""
    text = ngettext(
        "%(change)s: %(number)s service",
        "%(change)s: %(number)s services",
        way.total,
        change=_alone(way, names) if way.is_alone else _without(way, names),
        number=format_number(way.total),
    )
    return Suggestion(text, address(way.criteria))


def _without(way: WayOut, names: Names) -> str:
    if way.name == "miles":
        return ngettext("Search within %(num)s mile", "Search within %(num)s miles", way.criteria.miles)
    told = {
        "text": gettext("Search without your words"),
        "age": gettext("Search for any age"),
        "district": gettext("Search the whole county"),
        "postcode": gettext("Search the whole county"),
        "need": gettext("Search for any need"),
    }
    return told.get(way.name) or gettext("Leave out %(filters)s", filters=_filters(way, names))


def _alone(way: WayOut, names: Names) -> str:
    told = {
        "text": gettext("Search for your words only"),
        "age": gettext("Search by age only"),
        "district": gettext("Search by district only"),
        "postcode": gettext("Search by your postcode only"),
        "need": gettext("Search by need only"),
    }
    return told.get(way.name) or gettext("Search only for %(filters)s", filters=_filters(way, names))


def _filters(way: WayOut, names: Names) -> str:
    return format_list([quoted(names[way.name][value]) for value in way.values])
