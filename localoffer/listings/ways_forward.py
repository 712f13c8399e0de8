"""Searches that give results where the one that was asked for gives none, each in a sentence with its number."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import format_number, gettext, ngettext
from localoffer.listings.addresses import Address
from localoffer.listings.search.engine import WayOut


@dataclass(frozen=True)
class Suggestion:
    """A search that gives results where this one gives none."""

    text: str
    address: str


def suggestion(way: WayOut, address: Address) -> Suggestion:
    """Return a way out as a sentence and the address of its search."""
    text = ngettext(
        "%(change)s: %(number)s service",
        "%(change)s: %(number)s services",
        way.total,
        change=_change(way),
        number=format_number(way.total),
    )
    return Suggestion(text, address(way.criteria))


def _change(way: WayOut) -> str:
    if way.is_alone:
        return {
            "text": gettext("Search for your words only"),
            "age": gettext("Search by age only"),
            "district": gettext("Search by district only"),
            "need": gettext("Search by need only"),
        }[way.name]
    return {
        "text": gettext("Search without your words"),
        "age": gettext("Search for any age"),
        "district": gettext("Search the whole county"),
        "need": gettext("Search for any need"),
    }[way.name]
