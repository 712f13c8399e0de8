"""The order of the results: which ones there are to choose from, each with the search that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from localoffer.languages import gettext
from localoffer.listings.results.addresses import Address
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.listings.search.found import Found
from localoffer.listings.search.ranking import has_best


@dataclass(frozen=True)
class OrderLink:
    """One order, and the address of the search in it; empty for the order that the page has."""

    name: str
    address: str


@dataclass(frozen=True)
class Order:
    """The orders to choose from, and the code of the one that the form must keep (empty for the usual one)."""

    links: tuple[OrderLink, ...]
    kept: str


def order(criteria: SearchCriteria, found: Found, address: Address, *, is_placed: bool) -> Order:
    """Return the orders of a search. There is nothing to choose for a single service."""
    kept = "" if criteria.sort is Sort.BEST else str(criteria.sort)
    if found.total < 2:
        return Order((), kept)
    offered = list(_offered(found, is_placed=is_placed))
    # Where there is no best match, it is what is nearest, or else A to Z.
    current = criteria.sort if criteria.sort in offered else (Sort.NEAREST if is_placed else Sort.NAME)
    return Order(
        tuple(
            OrderLink(_name(sort), "" if sort is current else address(replace(criteria, sort=sort, page=1)))
            for sort in offered
        ),
        kept,
    )


def _offered(found: Found, *, is_placed: bool) -> Iterator[Sort]:
    # Without words, what is nearest to a place is the best.
    if has_best(found.understood, found.hearing.heard.criteria) and not (
        is_placed and found.understood.is_alphabetical
    ):
        yield Sort.BEST
    if is_placed:
        yield Sort.NEAREST
    yield Sort.CHECKED
    yield Sort.NAME


def _name(sort: Sort) -> str:
    return {
        Sort.BEST: gettext("Best match"),
        Sort.NEAREST: gettext("Nearest"),
        Sort.CHECKED: gettext("Newest checked"),
        Sort.NAME: gettext("A to Z"),
    }[sort]
