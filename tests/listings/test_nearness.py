"""What is near a place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from localoffer.listings.search import bits
from localoffer.listings.search.facts import Spot
from localoffer.listings.search.nearness import Distance, Nearness, nearest
from localoffer.places.queries import METRES_IN_A_MILE, Point, distance_miles

HOME = Point(392_500, 323_300)
_SIZE = 64
_positions = st.integers(-60_000, 60_000)
_spots = st.builds(lambda east, north: Spot(HOME.easting + east, HOME.northing + north), _positions, _positions)
_venues = st.dictionaries(st.integers(0, _SIZE - 1), st.lists(_spots, max_size=3), max_size=40)


def _miles(spot: Spot, point: Point) -> float:
    return distance_miles(Point(spot.easting, spot.northing), point)


@given(_venues, st.sampled_from([0.1, 0.5, 1, 3, 5, 10, 20, 40]), _spots)
def test_listings_within_some_miles_are_those_that_measuring_each_finds(
    venues: dict[int, list[Spot]], miles: float, at: Spot
) -> None:
    point = Point(at.easting, at.northing)

    found = set(bits.numbers(Nearness(venues, _SIZE).within(point, miles)))

    assert found == {number for number, held in venues.items() if any(_miles(spot, point) <= miles for spot in held)}


@given(_venues, st.sets(st.integers(0, _SIZE - 1)), st.integers(1, 30))
def test_the_nearest_come_first_and_those_without_a_venue_last(
    venues: dict[int, list[Spot]], held: set[int], most: int
) -> None:
    alphabetical = np.arange(_SIZE)[::-1]

    ranked = Nearness(venues, _SIZE).nearest_first(sum(1 << number for number in held), HOME, alphabetical, most)

    def place(number: int) -> tuple[float, int]:
        away = nearest(venues.get(number, ()), HOME)
        return (away.miles * METRES_IN_A_MILE if away else float("inf"), -number)

    by_hand = sorted(held, key=place)[:most]
    assert [round(place(number)[0], 3) for number in ranked] == [round(place(number)[0], 3) for number in by_hand]
    assert set(ranked) <= held
    assert len(set(ranked)) == len(ranked) == len(by_hand)


def test_equally_near_listings_come_from_a_to_z() -> None:
    here = Spot(HOME.easting, HOME.northing)
    nearness, alphabetical = Nearness({1: [here], 2: [here], 3: []}, _SIZE), np.zeros(_SIZE, np.int64)
    alphabetical[1:5] = 9, 1, 5, 4

    assert nearness.nearest_first(0b11110, HOME, alphabetical, 10) == [2, 1, 4, 3]


def test_the_nearest_of_several_venues_is_told() -> None:
    far, near = Spot(HOME.easting + 16_093, HOME.northing, "Leek"), Spot(HOME.easting, HOME.northing + 1_609, "Stone")

    distance = nearest((far, near), HOME)

    assert isinstance(distance, Distance)
    assert (round(distance.miles, 2), distance.town) == (1.0, "Stone")
    assert nearest((), HOME) is None
