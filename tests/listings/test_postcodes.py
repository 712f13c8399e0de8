"""Where a family is: by the postcode in its own field, or by one in the words."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.listings.search.nearness import Near
from localoffer.listings.search.postcodes import find_in_words, near
from localoffer.places import queries as places

pytestmark = pytest.mark.any_database


def _near(session: Session, typed: str, words: str = "") -> Near | None:
    return near(places.find(session, typed) if typed else None, find_in_words(session, words) if words else None)


def test_a_postcode_of_the_county_says_the_place_and_the_district(session: Session) -> None:
    place = _near(session, "st16 2lh")

    assert place is not None
    assert place.point is not None
    assert (place.district, place.label) == ("stafford", "ST16 2LH")


def test_a_postcode_in_the_words_says_the_same_as_in_its_field(session: Session) -> None:
    assert _near(session, "", "lego near ST16 2LH") == _near(session, "ST16 2LH")


def test_the_field_goes_before_the_words_where_it_leads_somewhere(session: Session) -> None:
    in_field, in_words = _near(session, "ST13 6HQ"), _near(session, "ST16 2LH")

    assert _near(session, "ST13 6HQ", "lego ST16 2LH") == in_field != in_words
    assert _near(session, "nonsense", "lego ST16 2LH") == in_words
    assert _near(session, "ST16 9ZZ", "lego ST16 2LH") == in_words


def test_the_first_half_of_a_postcode_stands_for_its_middle(session: Session) -> None:
    place = _near(session, "ST16")

    assert place is not None
    assert place.point is not None
    assert (place.district, place.label) == ("stafford", "ST16")


def test_outside_the_county_there_is_a_place_and_no_district(session: Session) -> None:
    place = _near(session, "B1 1AA")

    assert place is not None
    assert place.point is not None
    assert place.district is None


@pytest.mark.parametrize(
    ("words", "postcode"),
    [
        ("lego XX1", "XX1"),
        ("st99 9zz lego", "ST99 9ZZ"),
        # letters that no postcode ends in
        ("lego ST16 2CM", "ST16 2CM"),
        ("b99", "B99"),
    ],
)
def test_a_postcode_that_nobody_knows_is_one_all_the_same(session: Session, words: str, postcode: str) -> None:
    said = find_in_words(session, words)

    assert said is not None
    assert (said.postcode, said.district, said.council) == (postcode, None, None)
    assert near(None, said) is None


def test_a_postcode_that_is_known_goes_before_what_only_looks_like_one(session: Session) -> None:
    said = find_in_words(session, "XX1 lego ST16")

    assert said is not None
    assert (said.postcode, said.district) == ("ST16", "stafford")


@pytest.mark.parametrize("words", ["KS2 reading", "football U12", "y7 maths", "T21 group", "PS5 club"])
def test_what_families_write_with_a_letter_and_a_number_is_no_postcode(session: Session, words: str) -> None:
    assert find_in_words(session, words, is_word=lambda typed: typed == "PS5") is None


def test_a_place_of_another_council_is_outside_even_where_nobody_knows_its_point() -> None:
    found = places.Found("IM1 1AA", None, "Isle of Man", None, is_outward=True)
    assert near(found, None) == Near(None, None, "IM1 1AA", is_outside=True)


def test_what_leads_nowhere_says_nothing(session: Session) -> None:
    assert _near(session, "nonsense") is None
    assert _near(session, "") is None
