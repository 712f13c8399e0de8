"""Reading a search from a query string, and writing it back."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from localoffer.listings.search.criteria import GROUPS, LAST_PAGE, SearchCriteria, Sort
from localoffer.listings.search.reading import LONGEST_POSTCODE, LONGEST_TEXT, read
from localoffer.listings.search.tokens import tokens
from localoffer.listings.search.words import matches

KNOWN = {
    "district": ["lichfield", "stafford", "tamworth"],
    "need": ["autism", "hearing"],
    "age": [str(year) for year in range(26)],
    "open": ["no_diagnosis", "no_plan"],
    "day": ["sat", "sun"],
    "spaces": ["now"],
}


def _read(*pairs: tuple[str, str]) -> tuple[SearchCriteria, tuple[str, ...]]:
    reading = read(MultiDict(list(pairs)), KNOWN)
    return reading.criteria, reading.dropped


def test_values_are_read_in_the_countys_order_and_once_each() -> None:
    criteria, dropped = _read(
        ("q", "  lego   club "),
        ("district", "stafford"),
        ("district", "lichfield"),
        ("district", "stafford"),
        ("age", "8"),
    )

    assert criteria == SearchCriteria.asking("lego club", district=["lichfield", "stafford"], age=["8"])
    assert dropped == ()


def test_unknown_codes_and_impossible_ages_are_dropped_and_reported() -> None:
    criteria, dropped = _read(("need", "magic"), ("need", "autism"), ("district", "mars"), ("age", "26"))

    assert criteria == SearchCriteria.asking(need=["autism"])
    assert dropped == ("mars", "magic", "26")


def test_empty_values_are_nothing() -> None:
    assert _read(("q", ""), ("district", ""), ("age", " ")) == (SearchCriteria(), ())


def test_only_a_few_dropped_values_are_reported() -> None:
    _, dropped = _read(*(("need", f"unknown-{number}") for number in range(300)))

    assert len(dropped) == 5


def test_control_characters_and_direction_marks_go_and_text_is_cut() -> None:
    criteria, _ = _read(("q", "le\0go\u202e\tclub"))

    assert criteria.text == "lego club"
    assert len(_read(("q", "x" * 1000))[0].text) == LONGEST_TEXT


@pytest.mark.parametrize("typed", ["swimming " * 40, "extraordinarily " * 20, "a " * 30])
def test_of_a_long_text_the_first_whole_words_are_searched_for_and_all_of_it_is_kept(typed: str) -> None:
    reading = read(MultiDict([("q", typed)]), KNOWN)

    text = reading.criteria.text
    assert reading.typed == " ".join(typed.split())
    assert reading.typed.startswith(f"{text} ")
    assert len(text) <= LONGEST_TEXT
    assert len(tokens(text)) == len(list(matches(text))), "nothing is left out without a word"


@pytest.mark.parametrize(
    ("typed", "years", "left_out"),
    [
        ("8", ("8",), ()),
        ("08", ("8",), ()),
        ("٨", ("8",), ()),
        ("8 years", ("8",), ()),
        ("8 yrs", ("8",), ()),
        ("8½", ("8",), ()),
        ("-1", (), ("-1",)),
        ("8 1/2", ("8",), ()),
        ("8.5", ("8",), ()),
        ("aged 8", ("8",), ()),
        ("18 months", ("1",), ()),
        ("8 lat", ("8",), ()),
        ("8 سال", ("8",), ()),
        ("8 and 12", ("8",), ("12",)),
        ("8-12", ("8",), ("12",)),
        ("8 years and 8 years", ("8",), ()),
        ("30 and 8", ("8",), ("30",)),
        ("30", (), ("30",)),
        ("6 weeks", (), ("6 weeks",)),
        ("year 9", (), ("year 9",)),
        ("toddler", (), ("toddler",)),
        ("99999", (), ("99999",)),
    ],
)
def test_an_age_is_read_as_families_type_it_and_what_is_left_of_it_is_reported(
    typed: str, years: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    reading = read(MultiDict([("age", typed)]), KNOWN)

    assert reading.criteria.values("age") == years
    assert (reading.ages, set(reading.dropped)) == (left_out, set(left_out))


def test_pages_stay_between_the_first_and_a_last() -> None:
    assert [_read(("page", asked))[0].page for asked in ("0", "-1", "x", "7", "9" * 5000)] == [1, 1, 1, 7, LAST_PAGE]


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    asked = SearchCriteria.asking("lego", district=["lichfield", "stafford"], need=["autism"], age=["8"])
    criteria = asked.with_page(3)

    assert (
        criteria.without_filter("district", "lichfield").query_string() == "q=lego&district=stafford&need=autism&age=8"
    )
    assert criteria.without_filter("district").query_string() == "q=lego&need=autism&age=8"
    assert criteria.without_filter("text").query_string() == "district=lichfield&district=stafford&need=autism&age=8"
    assert criteria.without_filter("age").with_page(2).query_string().endswith("need=autism&page=2")
    assert criteria.with_filter("need", "hearing").needs == ("autism", "hearing")


def test_every_group_can_be_read_changed_and_written() -> None:
    for group in (group.code for group in GROUPS):
        known = {group: ["1", "2", "3"]}
        criteria = read(MultiDict([(group, "2")]), known).criteria

        assert criteria.values(group) == ("2",)
        assert criteria.query_string() == f"{group}=2"
        assert criteria.with_page(2).with_filter(group, "3").page == 1
        assert criteria.with_filter(group, "3").values(group) == (("3",) if group == "age" else ("2", "3"))
        assert criteria.with_filter(group, "2") == criteria
        assert criteria.without_filter(group, "2") == criteria.without_filter(group) == SearchCriteria()


def test_groups_stand_in_one_order_however_they_were_chosen() -> None:
    one = SearchCriteria().with_filter("day", "sat").with_filter("district", "stafford").with_filter("open", "no_plan")
    other = (
        SearchCriteria().with_filter("open", "no_plan").with_filter("day", "sat").with_filter("district", "stafford")
    )

    assert one == other
    assert one.query_string() == "district=stafford&open=no_plan&day=sat"


def test_a_group_that_there_is_not_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        SearchCriteria().with_filter("colour", "red")


def test_what_was_typed_as_a_postcode_is_kept_whatever_it_is() -> None:
    criteria, dropped = _read(("postcode", " not  a postcode\0 "), ("miles", "10"))

    assert (criteria.postcode, criteria.miles, dropped) == ("not a postcode", 10, ())
    assert len(_read(("postcode", "S" * 5000))[0].postcode) == LONGEST_POSTCODE


def test_miles_mean_nothing_without_a_postcode_and_come_in_a_few_sizes() -> None:
    assert _read(("miles", "10")) == (SearchCriteria(), ())
    assert _read(("postcode", "ST16"), ("miles", "7")) == (SearchCriteria(postcode="ST16"), ("7",))


def test_an_order_that_there_is_not_is_dropped_and_reported() -> None:
    assert _read(("sort", "name"))[0].sort is Sort.NAME
    assert _read(("sort", "best"))[0].query_string() == ""
    assert _read(("sort", "colour")) == (SearchCriteria(), ("colour",))


def test_an_age_may_be_typed_in_any_digits() -> None:
    assert [_read(("age", typed))[0].age for typed in ("8", "08", "۸", "008", "0")] == [8, 8, 8, 8, 0]


def test_what_leaves_the_readers_page_has_the_district_and_not_the_postcode() -> None:
    criteria, _ = _read(
        ("q", "lego ST16 2LH club"), ("postcode", "ST16 2LH"), ("miles", "10"), ("sort", "nearest"), ("page", "2")
    )

    assert criteria.for_others("stafford").query_string() == "q=lego+club&district=stafford"
    assert criteria.for_others().query_string() == "q=lego+club"


def test_leaving_the_postcode_out_leaves_what_depends_on_it_out() -> None:
    criteria, _ = _read(("postcode", "ST16"), ("miles", "10"), ("sort", "nearest"), ("open", "no_plan"))

    assert criteria.without_filter("postcode").query_string() == "open=no_plan"
    assert criteria.without_filters() == SearchCriteria()


_names = st.sampled_from(
    ["q", "postcode", "miles", "sort", "exact", "page", "colour", *(group.code for group in GROUPS)]
)
_values = st.text(max_size=30) | st.sampled_from(
    ["lichfield", "no_plan", "sat", "now", "8", "10", "nearest", "1", "\0"]
)


@given(st.lists(st.tuples(_names, _values), max_size=30))
def test_what_was_read_is_read_again_from_its_own_query_string(pairs: list[tuple[str, str]]) -> None:
    criteria, _ = _read(*pairs)

    again, dropped = _read(*parse_qsl(criteria.query_string()))

    assert again == criteria
    assert dropped == ()
