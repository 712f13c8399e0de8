"""What the search box suggests while somebody types: names that begin so, each of which finds something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.models import ListingText
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.suggestions import MOST
from localoffer.places.gazetteer import Place
from localoffer.vocabulary import ListingStatus
from tests.support.client import CheckedClient
from tests.support.listings import listing, synonym

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
PLACES = (Place("Kinver", None, ("south-staffordshire",), 200), Place("King's Bromley", None, ("lichfield",), 50))


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False, places=PLACES)


def _suggested(follower: Follower, typed: str, language: str = "en") -> list[tuple[str, str]]:
    return [(found.text, str(found.sort)) for found in follower.engine.suggest(typed, language)]


def test_needs_kinds_places_words_and_services_are_suggested_by_their_beginnings(
    follower: Follower, session: Session
) -> None:
    listing(session, "Saturday autism café", needs=("autism",), kinds=("activities",))
    synonym(session, "autistic", "autism")
    session.commit()

    assert _suggested(follower, "Aut") == [
        ("Autism", "need"),
        ("autistic", "words"),
        ("Saturday autism café", "service"),
    ]
    assert _suggested(follower, "clubs a") == [("Clubs and activities", "kind")]
    assert _suggested(follower, "staff") == [("Stafford", "place")]
    assert _suggested(follower, "sat a c") == [("Saturday autism café", "service")]
    assert _suggested(follower, "sat caf") == [("Saturday autism café", "service")]


def test_what_families_say_is_suggested_only_where_listings_say_it_too(follower: Follower, session: Session) -> None:
    listing(session, "Talking it over", words={"description": "For anger and worry"})
    synonym(session, "wants to die", "worry")
    synonym(session, "anger", "worry")
    session.commit()

    assert _suggested(follower, "want") == []
    assert _suggested(follower, "anger") == [("anger", "words")]


def test_the_larger_place_comes_first_and_one_that_nothing_serves_is_not_suggested(
    follower: Follower, session: Session
) -> None:
    listing(session, "Club", districts=("south-staffordshire",))
    session.commit()
    assert _suggested(follower, "kin") == [("Kinver", "place")]

    listing(session, "Other club", districts=("lichfield",))
    session.commit()
    assert _suggested(follower, "kin") == [("Kinver", "place"), ("King's Bromley", "place")]


def test_every_suggestion_finds_something(follower: Follower, session: Session) -> None:
    for number in range(30):
        listing(session, f"Lego club {number}", needs=("autism",), districts=("stafford",))
    session.commit()

    for typed in ("le", "lego", "au", "st", "cl", "lego c"):
        found = follower.engine.suggest(typed, "en")
        assert 0 < len(found) <= MOST
        for suggestion in found:
            assert follower.engine.find(SearchCriteria(suggestion.text), language="en", today=TODAY).total


def test_services_are_suggested_in_the_readers_language_and_else_in_english(
    follower: Follower, session: Session
) -> None:
    listing(session, "Youth club", translations={"pl": {"name": "Klub młodzieżowy", "summary": "Spotkania."}})
    listing(session, "Youth choir")
    session.commit()

    assert ("Klub młodzieżowy", "service") in _suggested(follower, "mlodz", "pl")
    assert _suggested(follower, "youth", "pl") == [("Youth choir", "service")]


def test_a_mistake_in_typing_is_put_right(follower: Follower, session: Session) -> None:
    listing(session, "Autism café", needs=("autism",))
    session.commit()

    assert ("Autism", "need") in _suggested(follower, "autsm")


def test_an_edit_is_seen_in_the_suggestions(follower: Follower, session: Session) -> None:
    kept = listing(session, "Lego club")
    gone = listing(session, "Lego league")
    session.commit()
    assert len(_suggested(follower, "lego")) == 2

    gone.status = ListingStatus.ARCHIVED
    text: ListingText = kept.texts[0]
    text.name = "Brick club"
    kept.version_number += 1
    listing(session, "Lego lounge")
    session.commit()

    assert _suggested(follower, "lego") == [("Lego lounge", "service")]
    assert _suggested(follower, "brick") == [("Brick club", "service")]


@pytest.mark.parametrize("typed", ["", "a", " ", "zzzzqqq", '"', "🙂", "a" * 500, "a b c d e f", "%s", "()"])
def test_what_nothing_has_suggests_nothing(follower: Follower, session: Session, typed: str) -> None:
    listing(session, "Club")
    session.commit()

    assert _suggested(follower, typed) == []


def test_the_box_is_answered_in_the_language_of_the_page(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", needs=("autism",))
    session.commit()

    answer = client.get("/services/suggest?q=aut")
    assert answer.json == {
        "suggestions": [{"text": "Autism", "about": "A need"}],
        "told": "1 suggestion. Use the up and down arrow keys to choose it.",
    }
    assert "private" in answer.headers["Cache-Control"]
    in_polish = client.get("/pl/services/suggest?q=aut").json
    assert in_polish
    assert in_polish["suggestions"][0]["text"] == "Autyzm"
    assert client.get("/services/suggest").json == {"suggestions": [], "told": "No suggestions."}


@pytest.mark.parametrize("path", ["/", "/services?q=lego"])
def test_the_search_box_says_where_its_suggestions_are(client: CheckedClient, path: str) -> None:
    assert 'data-suggestions="/services/suggest"' in client.get(path).text
