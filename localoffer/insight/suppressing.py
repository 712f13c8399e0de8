"""Counts beside their sum as they may leave the council: none so small that it could point at somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from localoffer.feedback.responses.small_numbers import FEWEST, safe

__all__ = ["FEWEST", "Shown", "small", "suppressed"]

Code = TypeVar("Code")


@dataclass(frozen=True)
class Shown(Generic[Code]):
    """Counts and their sum, with None for each that may not be shown."""

    counts: dict[Code, int | None]
    total: int | None


def suppressed(counts: Mapping[Code, int]) -> Shown[Code]:
    """Return counts and their sum without those that are small, nor any that a small one could be worked out from.

    What is hidden can be told from the sum of all where it is one number alone, or where all of them are as small or
    as big as hidden ones can be. Then the next smallest is hidden too, and at last everything.
    """
    total, shown = sum(counts.values()), dict(safe(counts))
    if 0 < total < FEWEST:
        return Shown(shown, None)
    while hidden := [code for code, number in shown.items() if number is None]:
        if _is_open([counts[code] for code in hidden]):
            break
        others = [code for code, number in shown.items() if number]
        if not others:
            return Shown(dict.fromkeys(counts), None)
        shown[min(others, key=lambda code: counts[code])] = None
    return Shown(shown, total)


def small(number: int) -> int | None:
    """Return a number that stands beside no sum of it, None where it may not be shown."""
    return None if 0 < number < FEWEST else number


def _is_open(hidden: list[int]) -> bool:
    """Return whether whoever knows the sum of hidden numbers cannot tell any of them."""
    together, most = sum(hidden), (FEWEST - 1) * len(hidden)
    are_all_small = max(hidden) < FEWEST
    return len(hidden) > 1 and together > len(hidden) and not (are_all_small and together == most)
