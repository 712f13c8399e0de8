"""What the home page offers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from localoffer.listings.models import Term
from localoffer.places.models import District


@dataclass(frozen=True)
class Choice:
    """One district or need as a link to its services."""

    code: str
    name: str
    address: str


def choices(rows: Iterable[District | Term], language: str, address: Callable[[str], str]) -> list[Choice]:
    """Return the rows as links, in the reader's language."""
    codes = ((row.slug if isinstance(row, District) else row.code, row) for row in rows)
    return [Choice(code=code, name=row.name(language), address=address(code)) for code, row in codes]
