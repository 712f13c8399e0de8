"""From the British National Grid to latitude and longitude, which maps of the web want.

The Ordnance Survey's own series ("A guide to coordinate systems in Great Britain", annexes B and C): the transverse
Mercator projection undone, then a Helmert transformation to WGS84. It is right to about five metres.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from localoffer.places.queries import Point

# the Airy 1830 ellipsoid and the projection of the National Grid
_AIRY = (6_377_563.396, 6_356_256.909)
_WGS84 = (6_378_137.0, 6_356_752.314_245)
_SCALE = 0.999_601_271_7
_ORIGIN = (math.radians(49), math.radians(-2))
_FALSE_EASTING, _FALSE_NORTHING = 400_000.0, -100_000.0
# from OSGB36 to WGS84: a shift in metres, a rotation in seconds of arc, a scale in parts of a million
_SHIFT = (446.448, -125.157, 542.060)
_ROTATION = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = -20.4894e-6
_NEAR_ENOUGH = 1e-5


class Position(NamedTuple):
    """A place in degrees on the WGS84 ellipsoid."""

    latitude: float
    longitude: float


def position(point: Point) -> Position:
    """Return where a point of the National Grid is, to five decimals (about a metre)."""
    latitude, longitude = _to_wgs84(*_unprojected(point))
    return Position(round(math.degrees(latitude), 5), round(math.degrees(longitude), 5))


def _unprojected(point: Point) -> tuple[float, float]:
    """Return latitude and longitude, in radians, on the ellipsoid of the National Grid."""
    major, minor = _AIRY
    squared = 1 - (minor / major) ** 2
    latitude = _foot(point.northing)
    sine, tangent, secant = math.sin(latitude), math.tan(latitude), 1 / math.cos(latitude)
    across = major * _SCALE / math.sqrt(1 - squared * sine**2)
    along = major * _SCALE * (1 - squared) * (1 - squared * sine**2) ** -1.5
    bend, t2 = across / along - 1, tangent**2
    east = (point.easting - _FALSE_EASTING) / across
    latitude -= (
        tangent
        * across
        / along
        * (
            east**2 / 2
            - east**4 / 24 * (5 + 3 * t2 + bend - 9 * t2 * bend)
            + east**6 / 720 * (61 + 90 * t2 + 45 * t2**2)
        )
    )
    longitude = _ORIGIN[1] + secant * (
        east
        - east**3 / 6 * (across / along + 2 * t2)
        + east**5 / 120 * (5 + 28 * t2 + 24 * t2**2)
        - east**7 / 5040 * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    )
    return latitude, longitude


def _foot(northing: float) -> float:
    """Return the latitude at which the central meridian has a northing."""
    latitude, arc = _ORIGIN[0], 0.0
    while abs(northing - _FALSE_NORTHING - arc) >= _NEAR_ENOUGH:
        latitude += (northing - _FALSE_NORTHING - arc) / (_AIRY[0] * _SCALE)
        arc = _meridian_arc(latitude)
    return latitude


def _meridian_arc(latitude: float) -> float:
    """Return the length of the central meridian from the origin's latitude to another one, in metres of the grid."""
    major, minor = _AIRY
    n = (major - minor) / (major + minor)
    less, both = latitude - _ORIGIN[0], latitude + _ORIGIN[0]
    return (
        minor
        * _SCALE
        * (
            (1 + n + 5 / 4 * (n**2 + n**3)) * less
            - (3 * (n + n**2) + 21 / 8 * n**3) * math.sin(less) * math.cos(both)
            + 15 / 8 * (n**2 + n**3) * math.sin(2 * less) * math.cos(2 * both)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * both)
        )
    )


def _to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a place on the ellipsoid of the National Grid as one on that of WGS84, in radians."""
    major, minor = _AIRY
    radius = major / math.sqrt(1 - (1 - (minor / major) ** 2) * math.sin(latitude) ** 2)
    x = radius * math.cos(latitude) * math.cos(longitude)
    y = radius * math.cos(latitude) * math.sin(longitude)
    z = (minor / major) ** 2 * radius * math.sin(latitude)
    (shift_x, shift_y, shift_z), (turn_x, turn_y, turn_z) = _SHIFT, _ROTATION
    stretch = 1 + _STRETCH
    return _on_wgs84(
        shift_x + stretch * x - turn_z * y + turn_y * z,
        shift_y + turn_z * x + stretch * y - turn_x * z,
        shift_z - turn_y * x + turn_x * y + stretch * z,
    )


def _on_wgs84(x: float, y: float, z: float) -> tuple[float, float]:
    major, minor = _WGS84
    squared = 1 - (minor / major) ** 2
    flat = math.hypot(x, y)
    before, latitude = math.inf, math.atan2(z, flat * (1 - squared))
    while abs(latitude - before) > 1e-11:
        radius = major / math.sqrt(1 - squared * math.sin(latitude) ** 2)
        before, latitude = latitude, math.atan2(z + squared * radius * math.sin(latitude), flat)
    return latitude, math.atan2(y, x)
