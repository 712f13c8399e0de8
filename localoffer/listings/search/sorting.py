"""The orders that a family may choose instead of the best match: nearest, newest checked, A to Z."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from localoffer.listings.search import bits
from localoffer.listings.search.criteria import Sort
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.nearness import Near, Nearness


@dataclass(frozen=True)
class Sorting:
    """Sorts the listings of one generation; ``alphabetical`` holds each one's place by name, which parts equals."""

    facts: Mapping[int, Facts]
    nearness: Nearness
    alphabetical: Mapping[int, int]

    def first(self, found: int, sort: Sort, near: Near | None, most: int) -> list[int] | None:
        """Return the first listings of a set; None where the order is that of the best match.

        It is that, too, where the nearest were asked for and nobody said near what.
        """
        if sort is Sort.NEAREST and near is not None and near.point is not None:
            return self.nearness.nearest_first(found, near.point, self.alphabetical, most)
        if sort is Sort.CHECKED:
            return heapq.nsmallest(most, bits.numbers(found), key=self._newest)
        if sort is Sort.NAME:
            return heapq.nsmallest(most, bits.numbers(found), key=self.alphabetical.__getitem__)
        return None

    def _newest(self, number: int) -> tuple[int, int]:
        return -self.facts[number].checked, self.alphabetical[number]
