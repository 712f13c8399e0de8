"""Mistakes in typing are put right, and the page says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.spelling import Speller, put_right
from localoffer.places.gazetteer import Place
from tests.support.client import CheckedClient
from tests.support.listings import listing, synonym

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _find(follower: Follower, text: str, language: str = "en", **asked: object) -> Found:
    criteria = SearchCriteria(text=text, **asked)  # type: ignore[arg-type]
    return follower.engine.find(criteria, language=language, today=TODAY)


def _names(found: Found) -> list[str]:
    return [hit.facts.names["en"] for hit in found.hits]


def _speller(held: dict[str, int]) -> Speller:
    return Speller(held, held.__getitem__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("swiming", "swimming"),
        ("swimmming", "swimming"),
        ("swimmign", "swimming"),
        ("swumming", "swimming"),
        ("swmimmng", "swimming"),
        ("clubb", "club"),
        ("clup", "club"),
        ("cllbb", None),
        ("xyz", None),
        ("zebra", None),
        ("b4by", None),
    ],
)
def test_a_word_is_put_right_by_one_letter_or_two_in_a_long_one(typed: str, meant: str | None) -> None:
    assert _speller({"swimming": 3, "club": 2}).meant(typed) == meant


def test_of_several_words_the_one_that_more_listings_say_is_meant() -> None:
    assert _speller({"speech": 9, "spench": 1}).meant("speach") == "speech"
    assert _speller({"krótkie": 1}).meant("krodkie") == "krótkie"


def test_a_mistake_is_put_right_only_where_no_listing_says_the_word(follower: Follower, session: Session) -> None:
    listing(session, "Speech group")
    listing(session, "Beach day")
    session.commit()

    found = _find(follower, "speach group")
    assert _names(found)[0] == "Speech group"
    assert found.hearing.text == "speech group"
    assert [tuple(one) for one in found.hearing.corrections] == [("speach", "speech")]
    assert _find(follower, "beach").hearing.corrections == ()


def test_the_words_of_synonyms_and_towns_are_put_right_too(follower: Follower, session: Session) -> None:
    listing(session, "Short breaks at the farm", venues=({"town": "Uttoxeter"},))
    synonym(session, "respite", "short breaks")
    session.commit()

    assert _names(_find(follower, "resprite")) == ["Short breaks at the farm"]
    assert _find(follower, "utoxeter").hearing.text == "uttoxeter"


def test_nothing_is_put_right_where_the_family_says_so_or_in_quotes(follower: Follower, session: Session) -> None:
    listing(session, "Swimming")
    session.commit()

    assert _find(follower, "swiming", exact=True).total == 0
    assert _find(follower, '"swiming"').total == 0


def test_a_few_mistakes_are_put_right_and_no_more(follower: Follower, session: Session) -> None:
    listing(session, "Swimming drawing cooking football")
    session.commit()

    found = _find(follower, "swiming drawng cookng footbal")

    assert len(found.hearing.corrections) == 3


def test_a_word_written_as_one_or_two_is_the_same(follower: Follower, session: Session) -> None:
    listing(session, "Daycare in town")
    listing(session, "A day care centre")
    listing(session, "Judo", summary="Care for one day.")
    synonym(session, "SENCO", "judo")
    synonym(session, "SEN", "centre")
    session.commit()

    assert set(_names(_find(follower, "day care"))) >= {"Daycare in town", "A day care centre"}
    assert _names(_find(follower, "sen-co")) == ["Judo"]


def test_a_word_nobody_writes_as_one_finds_the_two(follower: Follower, session: Session) -> None:
    listing(session, "A day care centre")
    listing(session, "Judo", summary="Care for one day.")
    session.commit()

    assert _names(_find(follower, "daycare")) == ["A day care centre"]


def test_the_page_says_what_it_put_right_and_how_to_undo_it(client: CheckedClient, session: Session) -> None:
    listing(session, "Swimming")
    session.commit()

    page = client.page("/services?q=swiming")

    assert "Showing results for “swimming”." in page.words
    assert "Search instead" not in page.words, "nothing says it as it was spelt"
    assert "No service says “swiming”." in client.page("/services?q=swiming&exact=swiming").words


def test_the_words_of_an_age_are_no_mistake_though_no_listing_has_them(follower: Follower, session: Session) -> None:
    listing(session, "Somewhere near", age_from=11, age_to=16)
    session.commit()

    found = _find(follower, "my 14 year old")

    assert found.hearing.corrections == ()
    assert found.hearing.heard.criteria.years == (14,)


def test_a_mistake_that_families_make_is_put_right_to_what_it_means(follower: Follower, session: Session) -> None:
    listing(session, "Reading rescue", words={"description": "Help with dyslexia"})
    synonym(session, "dislexia", "dyslexia")
    session.commit()

    assert _find(follower, "dislexya").hearing.text == "dyslexia"
    assert _find(follower, "dislexia").hearing.corrections == (), "it is understood"


@pytest.mark.parametrize(
    ("word", "others", "right"),
    [
        ("dislexia", ["reading", "dyslexia"], "dyslexia"),
        ("respite", ["short", "breaks"], None),
        ("expulsion", ["exclusion"], None),
        ("cooking", ["looking"], None),
    ],
)
def test_a_word_is_a_mistake_for_another_that_is_one_letter_away(
    word: str, others: list[str], right: str | None
) -> None:
    assert put_right(word, others) == right


def test_a_word_whose_stem_begins_another_is_put_right_where_the_word_does_not(
    follower: Follower, session: Session
) -> None:
    listing(session, "Assessment")
    session.commit()

    assert _find(follower, "assesment").hearing.text == "assessment"


def test_the_name_of_a_place_is_put_right_to_that_of_another_place_alone(
    database: Database, session: Session, tmp_path: Path
) -> None:
    places = (Place("Hadley End", None, ("east-staffordshire",)), Place("Leek", None, ("staffordshire-moorlands",)))
    follower = Follower(database, tmp_path / "index", in_background=False, places=places)
    listing(session, "Lego at the manor")
    session.commit()

    assert _find(follower, "my son in Hanley").hearing.corrections == ()
    assert _find(follower, "my son in hanley").hearing.corrections == ()
    assert _find(follower, "lego in Mannor").hearing.corrections == ()
    assert _find(follower, "lego in mannor").hearing.text == "lego in manor"
    assert _find(follower, "lego in Leak").hearing.text == "lego in leek"
    assert _find(follower, "hanley end").hearing.text == "hadley end"
