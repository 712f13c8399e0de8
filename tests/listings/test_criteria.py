"""Reading a search from a query string, and writing it back."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from localoffer.listings.search.criteria import LAST_PAGE, LONGEST_TEXT, SearchCriteria, read

DISTRICTS = ["lichfield", "stafford", "tamworth"]
NEEDS = ["autism", "hearing"]


def _read(*pairs: tuple[str, str]) -> tuple[SearchCriteria, tuple[str, ...]]:
    reading = read(MultiDict(list(pairs)), districts=DISTRICTS, needs=NEEDS)
    return reading.criteria, reading.dropped


def test_values_are_read_in_the_countys_order_and_once_each() -> None:
    criteria, dropped = _read(
        ("q", "  lego   club "),
        ("district", "stafford"),
        ("district", "lichfield"),
        ("district", "stafford"),
        ("age", "8"),
    )

    assert criteria == SearchCriteria(text="lego club", districts=("lichfield", "stafford"), age=8)
    assert dropped == ()


def test_unknown_codes_and_impossible_ages_are_dropped_and_reported() -> None:
    criteria, dropped = _read(("need", "magic"), ("need", "autism"), ("district", "mars"), ("age", "26"))

    assert criteria == SearchCriteria(needs=("autism",))
    assert dropped == ("mars", "magic", "26")


def test_empty_values_are_nothing() -> None:
    assert _read(("q", ""), ("district", ""), ("age", " ")) == (SearchCriteria(), ())


def test_only_a_few_dropped_values_are_reported() -> None:
    _, dropped = _read(*(("need", f"unknown-{number}") for number in range(300)))

    assert len(dropped) == 5


def test_control_characters_and_direction_marks_go_and_text_is_cut() -> None:
    criteria, _ = _read(("q", "le\0go\u202e\tclub" + "x" * 1000))

    assert criteria.text.startswith("lego clubx")
    assert len(criteria.text) == LONGEST_TEXT


def test_pages_stay_between_the_first_and_a_last() -> None:
    assert [_read(("page", asked))[0].page for asked in ("0", "-1", "x", "7", "9" * 5000)] == [1, 1, 1, 7, LAST_PAGE]


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    criteria = SearchCriteria(text="lego", districts=("lichfield", "stafford"), needs=("autism",), age=8, page=3)

    assert (
        criteria.without_filter("district", "lichfield").query_string() == "q=lego&district=stafford&need=autism&age=8"
    )
    assert criteria.without_filter("district").query_string() == "q=lego&need=autism&age=8"
    assert criteria.without_filter("text").query_string() == "district=lichfield&district=stafford&need=autism&age=8"
    assert criteria.without_filter("age").with_page(2).query_string().endswith("need=autism&page=2")
    assert criteria.with_filter("need", "hearing").needs == ("autism", "hearing")


@given(st.lists(st.tuples(st.sampled_from(["q", "district", "need", "age", "page"]), st.text(max_size=30)), max_size=8))
def test_what_was_read_is_read_again_from_its_own_query_string(pairs: list[tuple[str, str]]) -> None:
    criteria, _ = _read(*pairs)

    again, dropped = _read(*parse_qsl(criteria.query_string()))

    assert again == criteria
    assert dropped == ()
