"""What families say is found by the words that matter in it, however they put it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.phrases import Phrases
from localoffer.listings.search.words import words
from tests.support.listings import listing, synonym

pytestmark = pytest.mark.any_database


def _meant(phrase: str, said: str) -> bool:
    """Return whether the gist of what is said is that of a phrase, from its first word on."""
    phrases = Phrases("en")
    phrases.add(phrase, ("meant",))
    return phrases.by_gist(words(said, "en")) is not None


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("won't sleep", "doesn't sleep"),
        ("won't sleep", "can't get to sleep at all"),
        ("won't sleep", "sleep problems"),
        ("won't sleep", "problems with his sleeping"),
        ("won't go to school", "refuses to go back to school"),
        ("hits his sister", "hitting my daughter's sister"),
        ("watch him", "watch my son"),
        ("scared of the dentist", "scared of dentists"),
    ],
)
def test_the_same_thing_said_otherwise_is_the_same_phrase(phrase: str, said: str) -> None:
    assert _meant(phrase, said)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("won't sleep", "sleep well"),
        ("won't go to school", "school won't listen"),
        ("school won't help", "won't help at school"),
        ("watch him", "watch films"),
        ("support for him", "support my son"),
    ],
)
def test_what_says_something_else_is_not_the_phrase(phrase: str, said: str) -> None:
    assert not _meant(phrase, said)


def test_a_word_is_not_taken_for_a_longer_one_with_its_stem() -> None:
    phrases = Phrases("en")
    phrases.add("parenting", ("course",))
    phrases.add("meltdowns", ("behaviour",))
    assert phrases.alone("parent", "parents") is None
    assert phrases.alone("parent", "parenting") == ("course",)
    assert phrases.alone("meltdown", "meltdown") == ("behaviour",)


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _find(follower: Follower, text: str) -> Found:
    return follower.engine.find(SearchCriteria(text), language="en", today=date(2026, 11, 21))


def _names(found: Found) -> list[str]:
    return [hit.facts.names["en"] for hit in found.hits]


def test_what_comes_nearest_to_the_phrase_comes_first(follower: Follower, session: Session) -> None:
    listing(session, "Mornings", words={"description": "We talk about bedtime"})
    listing(session, "Evenings", words={"description": "We talk about sleep"})
    synonym(session, "up all night", "sleep", "bedtime")
    session.commit()
    assert _names(_find(follower, "up all night")) == ["Evenings", "Mornings"]


def test_words_around_a_phrase_hide_nothing_that_it_means(follower: Follower, session: Session) -> None:
    for number in range(12):
        listing(session, f"Walls {number}", words={"description": "We paint walls with anger"})
    listing(session, "A calm hour", words={"description": "Help with anger"})
    synonym(session, "punches", "anger")
    session.commit()
    assert _find(follower, "punches walls").total == 13


def test_a_word_that_other_phrases_mean_counts_as_much_as_a_phrase(follower: Follower, session: Session) -> None:
    listing(session, "Rest", words={"description": "sleep"})
    listing(session, "Hats", words={"description": "woolly"})
    synonym(session, "up all night", "sleep")
    session.commit()
    assert _names(_find(follower, "woolly sleep"))[0] == "Rest"


def test_a_phrase_is_known_however_many_words_a_family_needs_for_it(follower: Follower, session: Session) -> None:
    listing(session, "Playscheme")
    synonym(session, "who will have him", "sitter")
    synonym(session, "who will look after him in the holidays", "playscheme")
    session.commit()
    assert _names(_find(follower, "who will look after him in the holidays")) == ["Playscheme"]
