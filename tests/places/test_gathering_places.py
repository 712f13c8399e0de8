"""Which names of postal codes are towns and villages, and which postcodes make one place."""

from __future__ import annotations

import pytest

from localoffer.places.queries import Point
from scripts.gather_places import APART, TOWN, Named
from scripts.postal_names import key_of, settlements


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Kinver", ["Kinver"]),
        ("Rocester/Denstone", ["Rocester", "Denstone"]),
        ("Fradley and Streethay", ["Fradley", "Streethay"]),
        ("Weston (Stafford)", ["Weston"]),
        ("Kinver Ward", []),
        ("Lichfield District", []),
        ("Featherstone Prison", []),
        ("Works, nr Uttoxeter", []),
        ("BURTON-ON-TRENT", []),
    ],
)
def test_a_name_stands_for_its_settlements_and_a_ward_for_none(name: str, found: list[str]) -> None:
    assert settlements(name) == found


def test_spellings_of_one_name_are_one() -> None:
    assert key_of("Burton upon Trent") == key_of("Burton-on-Trent")
    assert key_of("Kinvere") == key_of("Kinver")
    assert key_of("Coton") != key_of("Colton")


def test_postcodes_far_from_each_other_are_two_places_and_a_town_keeps_its_outskirts() -> None:
    village, town = Named(), Named()
    for east in (0, 100, 2 * APART):
        village.area_of(Point(400_000 + east, 300_000)).add(Point(400_000 + east, 300_000), "E07000197")
    for number in range(TOWN):
        town.area_of(Point(400_000 + number, 300_000)).add(Point(400_000 + number, 300_000), "E07000197")
    town.area_of(Point(400_000 + 2 * APART, 300_000)).add(Point(400_000 + 2 * APART, 300_000), "E07000197")

    assert [len(area.points) for area in village.merged()] == [2, 1]
    assert [len(area.points) for area in town.merged()] == [TOWN + 1]
