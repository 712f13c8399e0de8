"""Points of the National Grid as latitude and longitude."""

from __future__ import annotations

import math

import pytest

from localoffer.places.latitudes import position
from localoffer.places.queries import Point

_METRES_IN_A_DEGREE = 111_320


@pytest.mark.parametrize(
    ("point", "latitude", "longitude"),
    [
        # from the test points that the Ordnance Survey publishes with its exact transformation
        (Point(438_711, 114_792), 50.93128, -1.45051),
        (Point(362_270, 169_979), 51.42755, -2.54408),
        (Point(530_625, 178_388), 51.48937, -0.11993),
        (Point(422_242, 433_819), 53.80022, -1.66379),
    ],
)
def test_a_point_of_the_grid_is_within_a_few_metres_of_where_the_survey_puts_it(
    point: Point, latitude: float, longitude: float
) -> None:
    found = position(point)

    north = (found.latitude - latitude) * _METRES_IN_A_DEGREE
    east = (found.longitude - longitude) * _METRES_IN_A_DEGREE * math.cos(math.radians(latitude))
    assert math.hypot(north, east) < 5
