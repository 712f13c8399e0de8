"""What staff write of a term: its names and hints, its place in the list and, of a need, its area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from localoffer.listings.models import Term


class TermName(NamedTuple):
    """A term in one language."""

    name: str
    hint: str = ""


@dataclass(frozen=True)
class TermContent:
    """One term as a person writes it. ``names`` are by language, in English always; ``place`` counts from 1."""

    names: Mapping[str, TermName]
    place: int
    area: str = ""


def content_of(term: Term, place: int) -> TermContent:
    """Return a term as it is now."""
    names = {text.language: TermName(text.name, text.hint) for text in term.texts}
    return TermContent(names, place, term.broader or "")
