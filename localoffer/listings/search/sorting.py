"""The orders that a family may choose instead of the best match: nearest, newest checked, A to Z."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.listings.search.criteria import Sort
from localoffer.listings.search.nearness import Near, Nearness
from localoffer.listings.search.ranking import Ranking


@dataclass(frozen=True)
class Sorting:
    """Sorts the listings of one generation for readers of a language; their names part equals, from A to Z."""

    ranking: Ranking
    nearness: Nearness
    language: str

    def first(self, found: int, sort: Sort, near: Near | None, most: int) -> list[int] | None:
        """Return the first listings of a set; None where the order is that of the best match.

        It is that, too, where the nearest were asked for and nobody said near what.
        """
        if sort is Sort.NEAREST and near is not None and near.point is not None:
            return self.nearness.nearest_first(found, near.point, self.ranking.places(self.language), most)
        if sort is Sort.CHECKED:
            return self.ranking.by_checked(found, self.language, most)
        if sort is Sort.NAME:
            return self.ranking.by_name(found, self.language, most)
        return None
