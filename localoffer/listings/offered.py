"""Kinds, needs and districts to choose from, each with how many services it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from localoffer.alphabets import in_order
from localoffer.listings.search.documents import Choice as Value


@dataclass(frozen=True)
class Choice:
    """One kind, need or district as a link to its services, and how many there are."""

    code: str
    name: str
    count: int
    address: str
    is_chosen: bool = False


def choices(
    values: Iterable[Value], counts: Mapping[str, int], language: str, address: Callable[[str], str]
) -> list[Choice]:
    """Return those that have services, in the reader's language: what offers nothing is never offered."""
    return [
        Choice(code=value.code, name=value.name(language), count=counts[value.code], address=address(value.code))
        for value in values
        if counts.get(value.code)
    ]


def from_a_to_z(offered: Iterable[Choice]) -> list[Choice]:
    """Return places in the order of the reader's alphabet; kinds and needs stay in the county's own order."""
    return in_order(offered, lambda choice: choice.name)
