"""Places in the words of a search: understood by every spelling, near a point, and never by mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.results.notes import notes
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.nearness import Near
from localoffer.listings.search.place_names import PlaceNamed, PlaceNames, folded
from localoffer.listings.search.tokens import tokens
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
KINVER = Point(384359, 283671)
PLACES = (
    Place("Kinver", KINVER, ("south-staffordshire",), 245, ("Kinvere",)),
    Place("Burton upon Trent", Point(425880, 322875), ("east-staffordshire",), 1569),
    Place("Salt", Point(395514, 327830), ("stafford",), 16, is_everyday=True),
    Place("Stretton", None, ("east-staffordshire",), 4),
    Place("Stretton", Point(388600, 311600), ("south-staffordshire",), 2),
    Place("Wolverhampton", Point(391423, 299155), (), 4000, council="Wolverhampton"),
    Place("Sedgley", Point(391734, 292434)),
    Place("Talke", None, ("newcastle-under-lyme",)),
)


def _named(text: str) -> PlaceNamed | None:
    words = folded(tokens(text))
    names = PlaceNames(PLACES)
    every = (names.at(words, at, length) for length in (4, 3, 2, 1) for at in range(len(words) - length + 1))
    return next((found for found in every if found is not None), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("swimming in kinver", "Kinver"),
        ("KINVERE", "Kinver"),
        ("burton upon trent", "Burton upon Trent"),
        ("burton on trent", "Burton upon Trent"),
        ("Burton-on-Trent", "Burton upon Trent"),
        ("autism burton", "Burton upon Trent"),
        ("a club near Salt", "Salt"),
        ("klub w Kinver", "Kinver"),
        ("Kinver میں کلب", "Kinver"),
        ("club în Salt", "Salt"),
        ("Salt ਦੇ ਨੇੜੇ ਕਲੱਬ", "Salt"),
        ("Salt میں کلب", "Salt"),
        ("klub Salt közelében", "Salt"),
        ("клуб близо до Salt", "Salt"),
        ("гурток у Salt", "Salt"),
        ("نادي في Salt", "Salt"),
        ("no salt", None),
        ("SALT", None),
        ("someone to talk to", None),
    ],
)
def test_a_place_is_understood_by_its_spellings_and_not_by_an_everyday_word(text: str, name: str | None) -> None:
    found = _named(text)

    assert (found and found.name) == name


def test_two_places_with_one_name_are_both_meant_and_have_no_point() -> None:
    assert _named("stretton") == PlaceNamed("Stretton", ("east-staffordshire", "south-staffordshire"))


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False, places=PLACES)


def _find(follower: Follower, text: str) -> Found:
    return follower.engine.find(SearchCriteria(text), language="en", today=TODAY)


def test_a_village_finds_its_district_and_what_is_near_it(follower: Follower, session: Session) -> None:
    near = {"town": "Enville", "postcode": "DY7 5HL", "easting": 382600, "northing": 286800}
    far = {"town": "Leek", "postcode": "ST13 6HQ", "easting": 398356, "northing": 356500}
    listing(session, "Lego in the district", districts=("south-staffordshire",))
    listing(session, "Lego near by", districts=("lichfield",), venues=(near,))
    listing(session, "Lego far away", districts=("lichfield",), venues=(far,))
    session.commit()

    found = _find(follower, "lego kinver")

    assert {hit.facts.names["en"] for hit in found.hits} == {"Lego in the district", "Lego near by"}
    assert found.hearing.heard.near == Near(KINVER, "south-staffordshire", "Kinver")
    assert {hit.facts.names["en"]: hit.miles is not None for hit in found.hits}["Lego near by"]


def test_a_town_outside_the_county_means_what_is_near_it(follower: Follower, session: Session) -> None:
    near = {"town": "Perton", "postcode": "WV6 7QU", "easting": 386000, "northing": 299000}
    listing(session, "Lego near by", districts=("south-staffordshire",), venues=(near,))
    listing(session, "Lego elsewhere", districts=("south-staffordshire",))
    session.commit()

    found = _find(follower, "lego wolverhampton")

    assert [hit.facts.names["en"] for hit in found.hits] == ["Lego near by"]
    (part,) = found.hearing.heard.parts
    assert (part.group, part.codes, part.near, part.council) == ("district", (), "Wolverhampton", "Wolverhampton")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "my son in Wolverhampton",
            "Wolverhampton is not in our county. Ask the council there (Wolverhampton) for its Local Offer.",
        ),
        ("lego sedgley", "Sedgley may be outside our county. To be sure, put in your postcode."),
        ("lego kinver", None),
    ],
)
def test_a_family_hears_that_the_place_it_names_is_outside_the_county_and_finds_what_is_near(
    follower: Follower, session: Session, text: str, said: str | None
) -> None:
    near = {"town": "Kinver", "postcode": "DY7 6HN", "easting": 388000, "northing": 293000}
    listing(session, "Lego", districts=("south-staffordshire",), venues=(near,))
    session.commit()

    found = _find(follower, text)

    reading = Reading(SearchCriteria(text))
    assert [hit.facts.names["en"] for hit in found.hits] == ["Lego"]
    assert list(notes(reading, found, None)) == ([said] if said else [])


def test_a_place_that_no_listing_names_is_no_mistake(follower: Follower, session: Session) -> None:
    listing(session, "Binder club", districts=("south-staffordshire",))
    session.commit()

    assert _find(follower, "kinver").hearing.corrections == ()
