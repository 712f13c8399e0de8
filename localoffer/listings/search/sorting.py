"""The orders other than that of the words: nearest, newest checked, A to Z."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.listings.search.criteria import Sort
from localoffer.listings.search.matching import Understood
from localoffer.listings.search.nearness import Near, Nearness
from localoffer.listings.search.ranking import Ranking
from localoffer.places.queries import Point


@dataclass(frozen=True)
class Sorting:
    """Sorts the listings of one generation for readers of a language; their names part equals, from A to Z.

    Those that are ``closed`` come last in every order.
    """

    ranking: Ranking
    nearness: Nearness
    closed: int
    language: str

    def first(self, found: int, sort: Sort, understood: Understood, near: Near | None, most: int) -> list[int] | None:
        """Return the first listings of a set; None where the order is that of the best match.

        It is that, too, where the nearest were asked for and nobody said near what. Where there are no words to go by,
        the best match is what is nearest to whoever said where they are. Help for the whole county is among the first
        of the nearest.
        """
        if near is not None and near.point is not None and is_by_distance(sort, understood):
            return self.ranking.nearest(self._nearest(found, near.point, most), found, self.language)
        if sort is Sort.CHECKED:
            return self.ranking.by_checked(found, self.language, most)
        if sort is Sort.NAME:
            return self.ranking.by_name(found, self.language, most)
        return None

    def _nearest(self, found: int, point: Point, most: int) -> list[int]:
        alphabetical = self.ranking.places(self.language)
        ranked = self.nearness.nearest_first(found & ~self.closed, point, alphabetical, most)
        closed, room = found & self.closed, most - len(ranked)
        return ranked + self.nearness.nearest_first(closed, point, alphabetical, room) if closed and room else ranked


def is_by_distance(sort: Sort, understood: Understood) -> bool:
    """Return whether an order goes by distance, where it is known from what place."""
    return sort is Sort.NEAREST or (sort is Sort.BEST and understood.is_alphabetical)
