"""The towns and villages of the county's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from localoffer import council
from localoffer.places import gazetteer
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point

COUNTY = Path(config.__file__).parent / "county" / "staffordshire"


def test_places_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    places = (
        Place("Kinver", Point(384359, 283671), ("south-staffordshire",), 245, ("Kinvere",)),
        Place("Salt", None, ("stafford",), is_everyday=True),
        Place("Hanley", Point(388319, 347556), council="Stoke-on-Trent"),
    )

    gazetteer.write(tmp_path / "places.csv", "# Where they are from\n", places)

    assert gazetteer.read(tmp_path / "places.csv") == places


def test_a_county_without_the_file_has_no_places(tmp_path: Path) -> None:
    assert gazetteer.read(tmp_path / "places.csv") == ()


def test_a_line_that_cannot_be_read_is_refused_with_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(
        "name,easting,northing,districts,council,postcodes,also,everyday\nKinver,near,here,,,1,,\n", encoding="utf-8"
    )

    with pytest.raises(ValueError, match=r"places\.csv"):
        gazetteer.read(path)


def test_the_places_of_the_county_are_in_its_districts_and_tell_their_source() -> None:
    path = COUNTY / gazetteer.FILE
    districts = {district.slug for district in council.load(COUNTY / "council.toml").districts}

    places = {place.name: place for place in gazetteer.read(path)}

    assert {slug for place in places.values() for slug in place.districts} == districts
    assert all(place.point or place.districts for place in places.values())
    assert places["Chase Terrace"].districts == ("lichfield",)
    assert (places["Wolverhampton"].districts, places["Wolverhampton"].council) == ((), "Wolverhampton")
    assert (places["Hanley"].districts, places["Hanley"].council) == ((), "Stoke-on-Trent")
    assert places["Bloxwich"].districts == ()
    assert not any(place.council for place in places.values() if place.districts)
    assert "GeoNames" in path.read_text(encoding="utf-8").splitlines()[2]
