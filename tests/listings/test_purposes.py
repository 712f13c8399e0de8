"""What families type for a listing finds it, and brings up what is for the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.postings import PostingStore
from localoffer.listings.search.purposes import Purposes
from localoffer.listings.search.segments import open_parts
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
_SUBJECTS = [first + second for first in ("ba", "do", "ki", "lu", "me", "no", "pa", "ru") for second in "bdfgklmn"]


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _names(follower: Follower, text: str, language: str = "en") -> list[str]:
    found = follower.engine.find(SearchCriteria(text), language=language, today=TODAY)
    return [hit.facts.names["en"] for hit in found.hits]


def _asked(*lines: str) -> dict[str, str]:
    return {"asked_as": "\n".join(lines)}


def _raised(follower: Follower, text: str) -> list[float]:
    """Return how well each listing matches a search, in the order of the index, where all say its words alike."""
    store = PostingStore(open_parts(follower.engine.generation.folder, ()))
    alike = np.ones(store.size, np.float32)
    raised: list[float] = Purposes(store).raised(np.arange(store.size), alike, text, "en").tolist()
    return raised


def test_a_listing_is_found_by_what_families_type_for_it(follower: Follower, session: Session) -> None:
    listing(session, "Judo")
    listing(session, "Sensory clinic", words=_asked("screams when I brush her hair", "hates labels in clothes"))
    session.commit()

    assert _names(follower, "hair brush") == ["Sensory clinic"]


def test_what_is_typed_for_it_counts_more_than_a_passing_mention_and_less_than_its_name(
    follower: Follower, session: Session
) -> None:
    listing(session, "A club", words={"description": "We once saw ponies."} | _asked("games"))
    listing(session, "B club", words=_asked("ponies"))
    listing(session, "Ponies")
    session.commit()

    assert _names(follower, "ponies") == ["Ponies", "B club", "A club"]


def test_what_families_type_the_like_of_comes_before_what_says_a_word_in_passing(
    follower: Follower, session: Session
) -> None:
    for number in range(3):
        listing(session, f"Senses {number}", words=_asked("covers his ears at noise", "hates labels in clothes"))
    listing(session, "A jumble sale", words={"description": "Old clothes, toys and books."} | _asked("cheap toys"))
    listing(session, "B jumble sale", words={"description": "Old clothes, toys and books."})
    session.commit()

    assert _names(follower, "noise clothes")[:3] == ["Senses 0", "Senses 1", "Senses 2"]
    assert _names(follower, "toys clothes")[0] == "A jumble sale"


def test_each_language_has_its_own_and_every_reader_the_english_too(follower: Follower, session: Session) -> None:
    translations = {"pl": {"name": "Poradnia"} | _asked("krzyczy przy czesaniu")}
    listing(session, "Sensory clinic", words=_asked("hates labels in clothes"), translations=translations)
    session.commit()

    assert _names(follower, "czesanie", "pl") == _names(follower, "labels", "pl") == ["Sensory clinic"]
    assert _names(follower, "czesanie", "en") == []


def test_those_for_which_nobody_noted_anything_stay_in_order(follower: Follower, session: Session) -> None:
    for name in ("B visits", "A visits", "C visits"):
        listing(session, name, words={"description": "Somebody visits."})
    session.commit()

    assert _names(follower, "visits") == ["A visits", "B visits", "C visits"]


def test_a_changed_note_is_searched_at_once(follower: Follower, session: Session) -> None:
    listing(session, "Judo", words=_asked("rolling about"))
    session.commit()
    assert _names(follower, "rolling") == ["Judo"]

    listing(session, "Ponies", words=_asked("rolling in hay"))
    session.commit()
    follower.refresh()

    assert set(_names(follower, "rolling")) == {"Judo", "Ponies"}


def test_a_listing_for_which_nobody_noted_anything_stands_where_its_text_puts_it(
    follower: Follower, session: Session
) -> None:
    listing(session, "Senses", words=_asked("labels in clothes"))
    listing(session, "Clinic", words={"description": "Labels and clothes that itch."})
    listing(session, "Bakery", words={"description": "Bread and buns."})
    session.commit()

    senses, clinic, bakery = _raised(follower, "labels clothes")

    assert senses == clinic == 1.5
    assert bakery == 1.0


def test_a_word_that_is_typed_with_no_other_raises_no_listing(follower: Follower, session: Session) -> None:
    # more subjects than axes: the one that is typed for a single listing stands on none of them
    for number, subject in enumerate(_SUBJECTS):
        for _ in range(2 if number else 1):
            listing(session, words=_asked(subject))
    session.commit()

    assert set(_raised(follower, _SUBJECTS[0])) == {1.0}
    assert set(_raised(follower, _SUBJECTS[1])) == {1.0, 1.5}
