"""Counts of people as they may be published: none so small that it could point at somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

FEWEST = 5
Code = TypeVar("Code")


def safe(counts: Mapping[Code, int]) -> dict[Code, int | None]:
    """Return counts with None for each that may not be shown; 0 is shown, because it counts nobody.

    One hidden count alone could be worked out from the sum of all: then the next smallest is hidden, too.
    """
    hidden = {code for code, number in counts.items() if 0 < number < FEWEST}
    others = [code for code, number in counts.items() if number >= FEWEST]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda code: counts[code]))
    return {code: None if code in hidden else number for code, number in counts.items()}
