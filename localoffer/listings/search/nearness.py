"""What is near a place: which listings have a venue within some miles, how far the nearest is, and who comes first."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import NamedTuple

from localoffer.listings.search import bits
from localoffer.listings.search.facts import Spot
from localoffer.places.queries import METRES_IN_A_MILE, Point, distance_miles

_FEW = 64
_SMALLEST = 250


class Near(NamedTuple):
    """Where a family is, as somebody has looked it up.

    ``point`` is None where only the district is known, ``district`` outside the county. ``label`` is how it is told.
    """

    point: Point | None
    district: str | None
    label: str


class Distance(NamedTuple):
    """How far the nearest venue is as the crow flies, and the town that it is in."""

    miles: float
    town: str


def nearest(spots: Sequence[Spot], point: Point) -> Distance | None:
    """Return the nearest of some venues, None where there are none."""
    away = (Distance(distance_miles(Point(spot.easting, spot.northing), point), spot.town) for spot in spots)
    return min(away, default=None)


class _Venue(NamedTuple):
    easting: int
    northing: int
    number: int


@dataclass(frozen=True)
class _Box:
    """A square of the map. One with many venues is parted into four, and knows which listings are in all of them."""

    west: int
    south: int
    side: int
    venues: Sequence[_Venue] = ()
    parts: Sequence[_Box] = ()
    listings: int = 0

    def least(self, point: Point) -> float:
        """Return how far, in metres, anything in it is at least."""
        east, north = point.easting - self.west, point.northing - self.south
        return math.hypot(max(-east, east - self.side, 0), max(-north, north - self.side, 0))

    def most(self, point: Point) -> float:
        """Return how far, in metres, anything in it is at most."""
        east, north = point.easting - self.west, point.northing - self.south
        return math.hypot(max(east, self.side - east), max(north, self.side - north))


class Nearness:
    """The venues of one generation, in a square that is parted into four again and again."""

    def __init__(self, spots: Mapping[int, Sequence[Spot]], size: int) -> None:
        """Take the venues of each listing by its number, which is below ``size``."""
        self._size = size
        venues = [_Venue(spot.easting, spot.northing, number) for number, held in spots.items() for spot in held]
        west, south = min((venue.easting for venue in venues), default=0), min((v.northing for v in venues), default=0)
        widest = max((max(venue.easting - west, venue.northing - south) for venue in venues), default=0)
        self._map = self._box(west, south, 1 << widest.bit_length(), venues)

    def within(self, point: Point, miles: float) -> int:
        """Return the listings that have a venue no further away than some miles."""
        found, close = 0, list[int]()
        reach = miles * METRES_IN_A_MILE
        left = [self._map]
        while left:
            box = left.pop()
            if box.least(point) > reach:
                continue
            if box.parts and box.most(point) <= reach:
                found |= box.listings
            elif box.parts:
                left += box.parts
            else:
                close += [venue.number for venue in box.venues if _metres(venue, point) <= reach]
        return found | bits.from_numbers(close, self._size)

    def nearest_first(
        self, found: int, point: Point, alphabetical: Mapping[int, int] | Sequence[int], most: int
    ) -> list[int]:
        """Return the first listings of a set by distance; those that have no venue come after all others, A to Z."""
        ranked = list(islice(self._by_distance(found, point, alphabetical), most))
        if len(ranked) < most:
            placed = frozenset(ranked)
            rest = (number for number in bits.numbers(found) if number not in placed)
            ranked += sorted(rest, key=alphabetical.__getitem__)[: most - len(ranked)]
        return ranked

    def _by_distance(self, found: int, point: Point, alphabetical: Mapping[int, int] | Sequence[int]) -> Iterator[int]:
        """Yield each listing of a set that has a venue, once, the nearest first.

        What waits in the heap is a box at its least distance or a venue at its own: a box is opened only when nothing
        outside it can be nearer.
        """
        wanted, order, seen = bits.Members(found), count(), set[int]()
        waiting: list[tuple[float, int, int, _Box | _Venue]] = [(0.0, -1, next(order), self._map)]
        while waiting:
            nearest = heapq.heappop(waiting)[-1]
            if isinstance(nearest, _Venue):
                if nearest.number not in seen:
                    seen.add(nearest.number)
                    yield nearest.number
                continue
            for part in nearest.parts:
                if not part.parts or part.listings & found:
                    heapq.heappush(waiting, (part.least(point), -1, next(order), part))
            for venue in nearest.venues:
                if venue.number in wanted:
                    at = (_metres(venue, point), alphabetical[venue.number], next(order), venue)
                    heapq.heappush(waiting, at)

    def _box(self, west: int, south: int, side: int, venues: Sequence[_Venue]) -> _Box:
        if len(venues) <= _FEW or side <= _SMALLEST:
            return _Box(west, south, side, venues)
        half = side // 2
        quarters: dict[tuple[bool, bool], list[_Venue]] = defaultdict(list)
        for venue in venues:
            quarters[venue.easting >= west + half, venue.northing >= south + half].append(venue)
        parts = [
            self._box(west + half * east, south + half * north, half, held) for (east, north), held in quarters.items()
        ]
        listings = bits.from_numbers((venue.number for venue in venues), self._size)
        return _Box(west, south, side, parts=parts, listings=listings)


def _metres(venue: _Venue, point: Point) -> float:
    return math.hypot(venue.easting - point.easting, venue.northing - point.northing)
