"""What is near a place: which listings have a venue within some miles, how far the nearest is, and who comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from localoffer.listings.search import bits
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.facts import Spot
from localoffer.places.queries import METRES_IN_A_MILE, Point, distance_miles


class Near(NamedTuple):
    """Where a family is, as somebody has looked it up.

    ``point`` is None where only the district is known, ``district`` outside the county. ``label`` is how it is told.
    ``is_outside``: it said that it lives in another council's area, so that what is for our whole county is not for it.
    """

    point: Point | None
    district: str | None
    label: str
    is_outside: bool = False


class Distance(NamedTuple):
    """How far the nearest venue is as the crow flies, and the town that it is in."""

    miles: float
    town: str


def nearest(spots: Sequence[Spot], point: Point) -> Distance | None:
    """Return the nearest of some venues, None where there are none."""
    away = (Distance(distance_miles(Point(spot.easting, spot.northing), point), spot.town) for spot in spots)
    return min(away, default=None)


class Nearness:
    """The venues of one generation, in arrays: to measure them all is faster than to choose which to measure."""

    def __init__(self, spots: Mapping[int, Sequence[Spot]], size: int) -> None:
        """Take the venues of each listing by its number, which is below ``size``."""
        self._size = size
        venues = [(spot.easting, spot.northing, number) for number, held in sorted(spots.items()) for spot in held]
        self._eastings, self._northings, self._owners = np.array(venues, np.int64).reshape(-1, 3).T.copy()
        self._listings, self._firsts = np.unique(self._owners, return_index=True)

    def within(self, point: Point, miles: float) -> int:
        """Return the listings that have a venue no further away than some miles."""
        is_near = self._squares(point) <= (miles * METRES_IN_A_MILE) ** 2
        return bits.from_array(self._owners[is_near], self._size)

    def nearest_first(self, found: int, point: Point, alphabetical: Array, most: int) -> list[int]:
        """Return the first listings of a set by distance; those that have no venue come after all others, A to Z.

        Args:
            found: the set.
            point: from where it is measured.
            alphabetical: for each number the listing's place by name, which parts equals.
            most: how many to return.
        """
        nearest = np.full(self._size, np.inf)
        if self._listings.size:
            nearest[self._listings] = np.minimum.reduceat(self._squares(point), self._firsts)
        numbers = bits.to_array(found, self._size)
        away = nearest[numbers]
        if numbers.size > most:
            is_among = away <= np.partition(away, most - 1)[most - 1]
            numbers, away = numbers[is_among], away[is_among]
        ranked: list[int] = numbers[np.lexsort((alphabetical[numbers], away))][:most].tolist()
        return ranked

    def _squares(self, point: Point) -> Array:
        """Return the square of each venue's distance in metres: the same order as the distance, and sooner known."""
        east, north = self._eastings - point.easting, self._northings - point.northing
        squares: Array = east * east + north * north
        return squares
