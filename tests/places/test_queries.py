"""What families type as a postcode, and what the site makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from localoffer.places.queries import Found, NotAPostcode, NotKnown, Point, distance_miles, districts, find, normalise
from tests.support.county import POSTCODES

OUTWARD = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True)
INWARD = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ST16 2LH", "ST16 2LH"),
        ("st162lh", "ST16 2LH"),
        ("  sT1  62 lH ", "ST16 2LH"),
        ("ST16\u00a02LH", "ST16 2LH"),
        ("ST16-2LH.", "ST16 2LH"),
        ("ST۱۶ ۲LH", "ST16 2LH"),
        ("b1 1aa", "B1 1AA"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("st16", "ST16"),
        ("ST1", "ST1"),
        ("ST11HL", "ST1 1HL"),
    ],
)
def test_a_postcode_is_understood_in_any_case_and_spacing(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize("typed", ["", " ", "Stafford", "ST16 2L", "ST16 2CH", "16 2LH", "ST16 2LH 5", "'; DROP", "٣"])
def test_what_is_no_postcode_is_not_taken_for_one(typed: str) -> None:
    assert normalise(typed) is None


@given(outward=OUTWARD, inward=INWARD)
def test_normalising_again_changes_nothing(outward: str, inward: str) -> None:
    once = normalise(outward + inward)
    assert once == f"{outward} {inward}"
    assert normalise(once) == once


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    once = normalise(text)
    assert once is None or normalise(once) == once


@pytest.mark.parametrize("postcode", POSTCODES)
def test_a_postcode_of_the_county_has_a_district_and_a_point(session: Session, postcode: str) -> None:
    found = find(session, postcode.lower())
    assert isinstance(found, Found)
    assert found.district == POSTCODES[postcode][0]
    assert found.council is None
    assert found.point == Point(*POSTCODES[postcode][1:])
    assert not found.is_outward


def test_a_neighbouring_postcode_names_its_own_council(session: Session) -> None:
    found = find(session, "ST1 1HL")
    assert isinstance(found, Found)
    assert (found.district, found.council) == (None, "Stoke-on-Trent")


def test_a_far_postcode_is_answered_by_its_outward_code(session: Session) -> None:
    found = find(session, "B1 1AA")
    assert isinstance(found, Found)
    assert (found.postcode, found.council, found.is_outward) == ("B1 1AA", "Birmingham", True)


def test_an_outward_code_alone_is_enough(session: Session) -> None:
    found = find(session, "st16")
    assert isinstance(found, Found)
    assert (found.postcode, found.district, found.is_outward) == ("ST16", "stafford", True)


def test_the_three_ways_to_miss_are_told_apart(session: Session) -> None:
    assert find(session, "Stafford") == NotAPostcode("Stafford")
    assert find(session, "QQ9 9ZZ") == NotKnown("QQ9 9ZZ")
    assert find(session, "ST16 9ZZ") == NotKnown("ST16 9ZZ"), "the county's own codes are all known"


def test_distance_is_in_miles() -> None:
    assert distance_miles(Point(0, 0), Point(1609, 0)) == pytest.approx(1, abs=0.001)
    assert distance_miles(Point(391804, 322841), Point(388383, 347558)) == pytest.approx(15.5, abs=0.1)


def test_districts_come_in_the_county_s_order_with_a_name_in_each_language(session: Session) -> None:
    found = districts(session)
    assert [district.slug for district in found][:2] == ["cannock-chase", "east-staffordshire"]
    assert len(found) == 8
    assert found[0].name("ur") == "کینک چیس"
    assert found[0].name("fr") == "Cannock Chase"
