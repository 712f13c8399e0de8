"""Addresses of searches that differ in one thing: what they share is written once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote_plus

from localoffer.listings.search.criteria import SearchCriteria, encoded

Address = Callable[[SearchCriteria], str]
"""The address of a search."""

# no criteria hold this character
_ANY = "\0"
_ANY_QUOTED = quote_plus(_ANY)


def with_one_more(criteria: SearchCriteria, group: str, address: Address) -> Callable[[str], str]:
    """Return what gives the address of a search narrowed to one more value of a group, by the value."""
    pattern = address(criteria.with_filter(group, _ANY))
    return lambda value: pattern.replace(_ANY_QUOTED, encoded(value))


def of_pages(criteria: SearchCriteria, address: Address) -> Callable[[int], str]:
    """Return what gives the address of each page of a search, by its number."""
    first = address(criteria.with_page(1))
    further = f"{first}{'&' if '?' in first else '?'}page="
    return lambda number: f"{further}{number}" if number > 1 else first
