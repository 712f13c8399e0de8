"""What a listing states without words (ways in, cost, spaces, facts, languages), in the words that families search by.

These words are never shown: they only stand in the index, beside the listing's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from localoffer.listings.search.speech import speech_of


@dataclass(frozen=True)
class Stated:
    """What one listing states beside its texts: its ways in, the facts that are so, what its venues offer."""

    ways_in: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


def stated_words(row: Any, stated: Stated, language: str) -> str:
    """Return what a listing states as words of a language; ``row`` has the columns of the listing."""
    known = speech_of(language).stated
    return ". ".join(known[code] for code in dict.fromkeys(_codes(row, stated)) if code in known)


def _codes(row: Any, stated: Stated) -> Iterable[str]:
    yield from stated.ways_in
    yield from (str(value) for value in (row.cost, row.coverage, row.spaces) if value is not None)
    yield from stated.facts
    yield from stated.access
    needed = {"diagnosis": row.diagnosis_needed, "assessment": row.assessment_needed, "plan": row.ehc_plan_needed}
    yield from (code for code, is_needed in needed.items() if is_needed is False)
    yield from row.languages_spoken
