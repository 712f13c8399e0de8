"""Matching, counting and ranking over one generation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.words import terms, words
from localoffer.vocabulary import Coverage
from tests.support.listings import change, listing, synonym

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _find(engine: Engine, text: str = "", language: str = "en", **chosen: list[str]) -> Found:
    return engine.find(SearchCriteria.asking(text, **chosen), language=language, today=TODAY)


def _names(found: Found, language: str = "en") -> list[str]:
    return [hit.facts.names.get(language, hit.facts.names["en"]) for hit in found.hits]


def test_all_words_in_the_name_come_before_more_mentions_elsewhere(follower: Follower, session: Session) -> None:
    listing(session, "Drama", words={"description": "swimming swimming swimming and swimming again"})
    listing(session, "Swimming")
    session.commit()

    assert _names(_find(follower.engine, "swimming")) == ["Swimming", "Drama"]


def test_a_listing_of_the_district_comes_before_one_of_the_whole_county(follower: Follower, session: Session) -> None:
    listing(session, "Swimming at home", coverage=Coverage.COUNTY, districts=())
    listing(session, "Swimming in town", districts=("lichfield",))
    session.commit()

    found = _find(follower.engine, "swimming", district=["lichfield"])

    assert _names(found) == ["Swimming in town", "Swimming at home"]


def test_a_listing_checked_within_a_year_comes_before_an_older_one(follower: Follower, session: Session) -> None:
    listing(session, "Swimming one", checked_on=date(2024, 1, 1))
    listing(session, "Swimming two", checked_on=date(2026, 9, 1))
    session.commit()

    assert _names(_find(follower.engine, "swimming")) == ["Swimming two", "Swimming one"]


def test_stems_and_diacritics_do_not_matter(follower: Follower, session: Session) -> None:
    listing(session, "Autistic swimmers", translations={"pl": {"name": "Krótkie przerwy w Łodzi"}})
    session.commit()

    assert _find(follower.engine, "swimmer's").total == 1
    assert _find(follower.engine, "SWIMMERS").total == 1
    assert _find(follower.engine, "krotkie lodzi", "pl").total == 1
    assert _find(follower.engine, "swimmers", "pl").total == 1
    assert _find(follower.engine, "krotkie", "en").total == 0


def test_translated_names_of_needs_kinds_and_districts_are_found(follower: Follower, session: Session) -> None:
    listing(session, "Club", needs=("hearing",), kinds=("advice",), districts=("tamworth",))
    session.commit()

    for text in ("słuch", "porady", "ٹیم ورتھ"):
        language = "pl" if text.isascii() or "ł" in text or text == "porady" else "ur"
        assert _find(follower.engine, text, language).total == 1, text


def test_words_that_families_use_find_what_professionals_call_otherwise(follower: Follower, session: Session) -> None:
    listing(session, "Short breaks at the farm")
    listing(session, "Calm club", needs=("adhd",))
    synonym(session, "respite", "short breaks", "overnight")
    synonym(session, "can't sit still", "ADHD")
    session.commit()

    found = _find(follower.engine, "respite")
    assert _names(found) == ["Short breaks at the farm"]
    assert found.understood.swaps[0].means == ("short breaks", "overnight")
    assert _names(_find(follower.engine, "my son can’t sit still")) != []


def test_a_changed_listing_and_changed_words_are_both_understood_at_once(follower: Follower, session: Session) -> None:
    listing(session, "Short breaks at the farm")
    synonym(session, "respite", "short breaks")
    session.commit()
    assert _names(_find(follower.engine, "respite")) == ["Short breaks at the farm"]

    listing(session, "Short breaks by the lake")
    session.commit()
    assert _find(follower.engine, "respite").total == 2

    synonym(session, "breather", "short breaks")
    session.commit()
    assert _find(follower.engine, "breather").total == 2


def test_a_word_is_completed_only_where_no_listing_has_it(follower: Follower, session: Session) -> None:
    listing(session, "Trampoline club")
    session.commit()

    found = _find(follower.engine, "trampol")

    assert found.total == 1
    assert found.understood.beginnings == ("trampol",)


def test_where_no_listing_has_all_words_some_are_enough_and_it_is_said(follower: Follower, session: Session) -> None:
    listing(session, "Swimming")
    listing(session, "Trampoline")
    session.commit()

    found = _find(follower.engine, "swimming trampoline")
    assert (found.total, found.understood.is_partial, found.understood.unknown) == (2, True, ())

    found = _find(follower.engine, "swimming zebra")
    assert (found.total, found.understood.is_partial, found.understood.unknown) == (1, True, ("zebra",))


def test_words_that_nobody_can_search_for_browse_and_are_said(follower: Follower, session: Session) -> None:
    listing(session, "Swimming")
    session.commit()

    found = _find(follower.engine, "the 🦖")

    assert (found.total, found.understood.ignored) == (1, True)


def test_an_empty_index_answers(follower: Follower) -> None:
    found = _find(follower.engine, "swimming", district=["lichfield"], age=["8"])

    assert (found.total, found.hits, found.pages) == (0, (), 1)
    assert follower.engine.ways_out(SearchCriteria(text="swimming"), language="en") == []


def test_ways_out_say_what_each_change_would_give(follower: Follower, session: Session) -> None:
    listing(session, "Swimming", districts=("lichfield",), needs=("autism",), age_from=5, age_to=8)
    listing(session, "Music", districts=("lichfield",), needs=("hearing",), age_from=5, age_to=8)
    session.commit()
    engine = follower.engine

    ways = engine.ways_out(SearchCriteria.asking(district=["lichfield"], need=["autism"], age=["15"]), language="en")
    assert [(way.name, way.total, way.is_alone) for way in ways] == [("age", 1, False)]

    asked = SearchCriteria.asking("music", district=["tamworth"], need=["autism"], age=["15"])
    ways = engine.ways_out(asked, language="en")
    assert [(way.name, way.total, way.is_alone) for way in ways] == [("need", 1, True), ("text", 1, True)]


def test_help_for_the_whole_county_comes_by_words_then_by_need_then_by_when_it_was_checked(
    follower: Follower, session: Session
) -> None:
    everywhere: dict[str, Any] = {"coverage": Coverage.COUNTY, "districts": ()}
    listing(session, "Checked", any_need=True, needs=(), checked_on=date(2026, 11, 1), **everywhere)
    listing(session, "Older", any_need=True, needs=(), checked_on=date(2025, 1, 1), **everywhere)
    listing(session, "For autism", needs=("autism",), checked_on=date(2026, 1, 1), **everywhere)
    listing(session, "Sleep advice", any_need=True, needs=(), checked_on=date(2024, 1, 1), **everywhere)
    listing(session, "For hearing", needs=("hearing",), **everywhere)
    session.commit()

    hits = follower.engine.countywide(SearchCriteria.asking("sleep", need=["autism"]), language="en", most=4)

    assert [hit.facts.names["en"] for hit in hits] == ["Sleep advice", "For autism", "Checked", "Older"]
    assert [hit.in_text for hit in hits] == [True, False, False, False]


def test_an_edit_is_added_to_the_generation_before_it(follower: Follower, session: Session) -> None:
    made = [listing(session, f"Swimming {number}") for number in range(5)]
    session.commit()
    before = follower.engine
    _find(before, "swimming")

    change(session, made[0], changed_at=datetime(2026, 11, 1, tzinfo=UTC))
    made[0].texts[0].name = "Judo"
    session.delete(made[1])
    listing(session, "Swimming new")
    session.commit()
    after = follower.engine

    assert _names(_find(after, "swimming")) == ["Swimming 2", "Swimming 3", "Swimming 4", "Swimming new"]
    assert _names(_find(after, "judo")) == ["Judo"]
    assert _find(after).total == 5
    assert _find(before, "swimming").total == 5


@given(st.text(max_size=300), st.sampled_from(["en", "pl", "ur"]))
def test_any_text_becomes_terms(text: str, language: str) -> None:
    assert all(term and " " not in term for term in terms(text, language))
    assert len(words(text, "en")) == len(words(text, language))


def test_whole_engine_counts_as_by_hand(follower: Follower, session: Session) -> None:
    made: list[Listing] = [
        listing(
            session,
            f"Club {number}",
            districts=("lichfield", "stafford")[: number % 3],
            needs=("autism",) * (number % 2),
        )
        for number in range(12)
    ]
    session.commit()

    found = _find(follower.engine, "club", need=["autism"])

    autistic = [one for one in made if one.needs]
    assert found.total == len(autistic)
    in_lichfield = [one for one in autistic if any(district.slug == "lichfield" for district in one.districts)]
    assert found.counts["district"]["lichfield"] == len(in_lichfield)
    assert found.counts["need"]["autism"] == len(autistic)
    assert found.apart_total == len(made) - len(autistic)


@pytest.mark.parametrize(("typed", "named"), [("shopping", "Shop alone"), ("swim", "Swimming"), ("runs", "Running")])
def test_the_forms_of_a_word_find_each_other(follower: Follower, session: Session, typed: str, named: str) -> None:
    listing(session, named)
    listing(session, "Chess")
    session.commit()

    found = follower.engine.find(SearchCriteria(typed), language="en", today=TODAY)

    assert [hit.facts.names["en"] for hit in found.hits] == [named]


def test_the_beginning_of_a_word_is_not_needed_where_other_words_became_a_filter(
    follower: Follower, session: Session
) -> None:
    for number in range(3):
        listing(session, f"Lego {number}", districts=("tamworth",))
    listing(session, "Sunday club", districts=("tamworth",))
    session.commit()

    found = _find(follower.engine, "my sun in Tamworth")

    assert found.total == 4
    assert _names(found)[0] == "Sunday club"
    assert [hit.in_text for hit in found.hits] == [True, False, False, False]
    assert _names(_find(follower.engine, "my sun")) == ["Sunday club"]


def test_a_whole_word_counts_more_than_the_beginning_of_another(follower: Follower, session: Session) -> None:
    for number in range(12):
        listing(session, f"Swimming {number}")
    listing(session, "Sunflowers")
    session.commit()

    assert _find(follower.engine, "sunfl swimming").total == 12
