"""The map of the county: true to the postcodes, without gaps, and never needed."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from localoffer import council
from localoffer.places import county_map, directory
from localoffer.places.county_map import CountyMap
from localoffer.places.queries import Point
from tests.support.county import FOLDER, POSTCODES

Corner = tuple[int, int]
DISTRICTS = {district.gss: district.slug for district in council.load(FOLDER / "council.toml").districts}
MOST_OF_THE_PAGE = 12_000
NTH = 7


@dataclass(frozen=True)
class District:
    """One link of a list of districts."""

    code: str = "tamworth"
    name: str = "Tamworth"
    count: int = 3
    address: str = "/services?district=tamworth"
    is_chosen: bool = False


@pytest.fixture(scope="module")
def drawn() -> CountyMap:
    found = county_map.load(FOLDER / "map.json", DISTRICTS.values())
    assert found is not None
    return found


def rings(path: str) -> list[list[Corner]]:
    """Return the corners of each ring of a path, the first again at the end."""
    found = []
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        corners = [(numbers[0], numbers[1])]
        for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
            corners.append((corners[-1][0] + x, corners[-1][1] + y))
        found.append([*corners, corners[0]])
    return found


def holds(path: str, x: float, y: float) -> bool:
    crossings = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in pairwise(ring):
            crossings += (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def sampled_postcodes() -> dict[str, list[Point]]:
    """Return every so many-th postcode of each district, from the directory itself."""
    found: defaultdict[str, list[Point]] = defaultdict(list)
    for letter in sorted({postcode[0] for postcode in POSTCODES}):
        for area in directory.areas(letter):
            points = zip(area.authorities, area.eastings, area.northings, strict=True)
            for authority, easting, northing in list(points)[::NTH]:
                if authority in DISTRICTS and easting > 0:
                    found[DISTRICTS[authority]].append(Point(round(easting), round(northing)))
    return found


def test_every_district_holds_nearly_all_of_its_postcodes(drawn: CountyMap) -> None:
    sampled = sampled_postcodes()
    assert set(sampled) == set(drawn.shapes)
    for slug, points in sampled.items():
        assert len(points) > 200
        places = [place for point in points if (place := drawn.place(point))]
        inside = sum(holds(drawn.shapes[slug].path, *place) for place in places)
        assert inside / len(points) > 0.94, f"{slug} holds only {inside} of {len(points)} postcodes"


def test_the_name_of_a_district_stands_in_it(drawn: CountyMap) -> None:
    for slug, shape in drawn.shapes.items():
        assert holds(shape.path, shape.x, shape.y), slug


def test_neighbours_share_their_edge_without_a_gap(drawn: CountyMap) -> None:
    sides = Counter[frozenset[Corner]]()
    by_district: dict[str, set[frozenset[Corner]]] = {}
    for slug, shape in drawn.shapes.items():
        own = [frozenset(side) for ring in rings(shape.path) for side in pairwise(ring) if side[0] != side[1]]
        sides.update(own)
        by_district[slug] = set(own)
    assert set(sides.values()) == {1, 2}
    for one, other in (("lichfield", "tamworth"), ("stafford", "cannock-chase"), ("stafford", "south-staffordshire")):
        assert len(by_district[one] & by_district[other]) > 3, f"{one} and {other} do not touch"


def test_what_is_inside_two_districts_is_nowhere(drawn: CountyMap) -> None:
    for x in range(5, drawn.width, 13):
        for y in range(5, drawn.height, 13):
            # off the corners, which lie on whole units
            owners = [slug for slug, shape in drawn.shapes.items() if holds(shape.path, x + 0.37, y + 0.41)]
            assert len(owners) <= 1, f"{owners} both have {x}, {y}"


def test_the_outlines_are_small(drawn: CountyMap) -> None:
    assert sum(len(shape.path) for shape in drawn.shapes.values()) < MOST_OF_THE_PAGE


def test_a_point_outside_the_drawing_has_no_place(drawn: CountyMap) -> None:
    assert drawn.place(Point(530_000, 180_000)) is None


def test_a_county_without_a_map_has_none(tmp_path: Path) -> None:
    assert county_map.load(tmp_path / "map.json", ["tamworth"]) is None
    assert county_map.picture(None, [District()]) is None


def test_a_district_that_offers_nothing_has_a_shape_and_no_link(drawn: CountyMap) -> None:
    picture = county_map.picture(drawn, [District(is_chosen=True)])
    assert picture is not None
    linked = [region for region in picture.regions if region.address]
    assert len(picture.regions) == 8
    assert [(region.name, region.count, region.is_chosen) for region in linked] == [("Tamworth", 3, True)]


def test_a_long_name_is_broken_where_people_would_break_it(drawn: CountyMap) -> None:
    picture = county_map.picture(drawn, [District(name="Newcastle-under-Lyme")])
    assert picture is not None
    assert [region.lines for region in picture.regions if region.lines] == [("Newcastle-", "under-Lyme")]


@pytest.mark.parametrize(
    "change",
    [
        {"width": 0},
        {"width": "540"},
        {"metres": None},
        {"districts": []},
        {"districts": {"tamworth": {"path": "M0 0l1 1z", "label": [1]}}},
        {"districts": {"tamworth": {"path": '"><script>', "label": [1, 1]}}},
        {"districts": {"lichfield": {"path": "M0 0l1 1z", "label": [1, 1]}}},
    ],
)
def test_a_map_that_is_not_one_is_refused_and_says_what_to_do(tmp_path: Path, change: dict[str, Any]) -> None:
    shape = {"path": "M0 0l1 1-1 2z", "label": [1, 1]}
    good = {"width": 9, "height": 9, "easting": 1, "northing": 1, "metres": 9, "districts": {"tamworth": shape}}
    path = tmp_path / "map.json"
    path.write_text(json.dumps(good), encoding="utf-8")
    assert county_map.load(path, ["tamworth"]) is not None
    path.write_text(json.dumps({**good, **change}), encoding="utf-8")
    with pytest.raises(ValueError, match="draw_county"):
        county_map.load(path, ["tamworth"])
