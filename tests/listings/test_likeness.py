"""What is like the best of what was found comes before what says the same words in passing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
IN_PASSING = {"description": "Bring what you need to sleep."}


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _names(follower: Follower, text: str, page: int = 1) -> list[str]:
    found = follower.engine.find(SearchCriteria(text, page=page), language="en", today=TODAY)
    return [hit.facts.names["en"] for hit in found.hits]


def test_the_kind_of_support_of_the_best_matches_comes_first(follower: Follower, session: Session) -> None:
    for name in ("Sleep help", "Sleep talks"):
        listing(session, name, summary="Help with sleep.", kinds=("advice",))
    listing(session, "Bus", words=IN_PASSING, kinds=("short-breaks",))
    listing(session, "Visits", words=IN_PASSING, kinds=("advice",))
    session.commit()

    assert _names(follower, "sleep") == ["Sleep help", "Sleep talks", "Visits", "Bus"]


def test_what_says_the_same_besides_comes_first(follower: Follower, session: Session) -> None:
    for name in ("Sleep help", "Sleep talks"):
        listing(session, name, summary="Help with sleep for tired parents.")
    listing(session, "Camp", summary="Tents in a field.", words=IN_PASSING)
    listing(session, "Visits", summary="Somebody for tired parents.", words=IN_PASSING)
    # What nearly every listing says tells none from another.
    for number in range(20):
        listing(session, f"Judo {number}")
    session.commit()

    assert _names(follower, "sleep") == ["Sleep help", "Sleep talks", "Visits", "Camp"]


def test_a_listing_that_states_no_kind_is_found(follower: Follower, session: Session) -> None:
    listing(session, "Sleep help", kinds=())
    session.commit()

    assert _names(follower, "sleep") == ["Sleep help"]


def test_every_listing_found_is_on_one_page(follower: Follower, session: Session) -> None:
    for number in range(130):
        kind = "short-breaks" if number % 2 else "advice"
        listing(session, f"Visits {number}", words=IN_PASSING, kinds=(kind,))
    session.commit()

    names = [name for page in range(1, 8) for name in _names(follower, "sleep", page)]

    assert sorted(names) == sorted(f"Visits {number}" for number in range(130))


def test_no_listings_are_like_nothing(follower: Follower) -> None:
    assert _names(follower, "sleep") == []
