"""How good an answer is, and how long something took: the numbers that the tables show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GOOD = 2
"""The lowest grade that a family would be glad of."""


def ndcg(found: Sequence[str], grades: Mapping[str, int], *, at: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first ``at`` results.

    The gain of a grade is 2 to its power, less 1, and what stands at place n counts 1 / log2(n + 1) of it. 1.0 is the
    best order there is; a query without graded answers has none and gives 0.0.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:at])
    return _gain([grades.get(slug, 0) for slug in found[:at]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def success(found: Sequence[str], grades: Mapping[str, int], *, at: int = 3) -> bool:
    """Return whether one of the first ``at`` results is good."""
    return any(grades.get(slug, 0) >= GOOD for slug in found[:at])


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent of the values are not above (nearest rank); 0.0 where there is none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


@dataclass(frozen=True)
class Spread:
    """The middle and the slow end of a set of times."""

    p50: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(percentile(values, 50), percentile(values, 95))

    def over(self, other: Spread) -> tuple[float, float]:
        """Return how many times the other's middle and slow end these are."""
        return self.p50 / (other.p50 or math.inf), self.p95 / (other.p95 or math.inf)
