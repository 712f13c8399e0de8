"""Counts beside their sum as they may leave the council: none so small that it could point at somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

FEWEST = 5
"""Smaller numbers are not shown: a few searches in a small district may be one family's."""

Code = TypeVar("Code")


@dataclass(frozen=True)
class Shown(Generic[Code]):
    """Counts and their sum, with None for each that may not be shown."""

    counts: dict[Code, int | None]
    total: int | None


def suppressed(counts: Mapping[Code, int]) -> Shown[Code]:
    """Return counts and their sum without those that are small, nor any that a small one could be worked out from.

    Whoever knows this rule is to be left with two answers at least for each small count. What is hidden goes by its
    size alone, and equal counts go together: so the hidden ones could as well have each other's places, and none can be
    told unless all of them are alike. Where that is so, the smallest of the others go too, and at last everything.
    """
    total = sum(counts.values())
    few = [number for number in counts.values() if 0 < number < FEWEST]
    if 0 < total < FEWEST:
        # as many as there can be: each of them counts one
        return _nothing(counts) if len(few) == FEWEST - 1 else Shown(_up_to(counts, FEWEST - 1), None)
    if not few or _could_be_others(few):
        return Shown(_up_to(counts, FEWEST - 1), total)
    others = [number for number in counts.values() if number >= FEWEST]
    return Shown(_up_to(counts, min(others)), total) if others else _nothing(counts)


def together(*counted: Mapping[Any, int]) -> bool:
    """Return whether the sum may be shown of what is counted in several ways; one that hides it speaks for all."""
    return all(not sum(counts.values()) or suppressed(counts).total is not None for counts in counted)


def small(number: int) -> int | None:
    """Return a number that stands beside no sum of it, None where it may not be shown."""
    return None if 0 < number < FEWEST else number


def _up_to(counts: Mapping[Code, int], most: int) -> dict[Code, int | None]:
    """Return counts without those up to a number; 0 is shown, because it counts nobody."""
    return {code: None if 0 < number <= most else number for code, number in counts.items()}


def _nothing(counts: Mapping[Code, int]) -> Shown[Code]:
    return Shown(dict.fromkeys(counts), None)


def _could_be_others(few: list[int]) -> bool:
    """Return whether small counts that are hidden could be others of the same sum."""
    return len(few) > 1 and len(few) < sum(few) < (FEWEST - 1) * len(few)
