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


def _made(session: Session, number: int, name: str, said: str) -> None:
    for at in range(number):
        listing(session, f"{name} {at}", words={"description": said})


def test_what_most_listings_say_finds_none_where_other_words_of_the_meaning_do(
    follower: Follower, session: Session
) -> None:
    _made(session, 30, "Lego", "Ask your school")
    _made(session, 12, "Calm", "Help with worry")
    synonym(session, "won't go in", "school", "worry")
    session.commit()
    found = _find(follower, "won't go in")
    assert found.total == 12
    assert all(name.startswith("Calm") for name in _names(found))
    assert _find(follower, "school").total == 30


def test_what_most_listings_say_is_found_where_the_rest_is_too_little(follower: Follower, session: Session) -> None:
    _made(session, 30, "Lego", "Ask your school")
    _made(session, 2, "Calm", "Help with worry")
    synonym(session, "won't go in", "school", "worry")
    session.commit()
    found = _find(follower, "won't go in")
    assert found.total == 32


def test_a_far_meaning_may_be_said_by_fewer_than_a_near_one(follower: Follower, session: Session) -> None:
    _made(session, 22, "Near", "sleep")
    _made(session, 22, "Far", "health and nothing else, but a family and its support")
    synonym(session, "up all night", "sleep", "one", "two", "three", "four", "family support")
    session.commit()
    # half of all say each; the first weighs 0.7, the last 0.2 with its words apart
    assert _find(follower, "up all night").total == 22


def test_a_far_meaning_in_the_name_is_not_what_was_asked_for(follower: Follower, session: Session) -> None:
    listing(session, "Outdoor")
    listing(session, "Mornings", words={"description": "Help when they are missing school, and worry"})
    synonym(session, "school refusal", "missing school", "worry", "one", "two", "three", "four", "outdoor")
    session.commit()
    assert _names(_find(follower, "school refusal")) == ["Mornings", "Outdoor"]


def test_only_words_that_come_near_are_told_as_other_words_for_what_was_typed(
    follower: Follower, session: Session
) -> None:
    listing(session, "Refusing school")
    listing(session, "Mornings", words={"description": "They have stopped going"})
    listing(session, "Buttons", words={"description": "Help with dressing"})
    synonym(session, "school refusal", "stopped going", "worry", "dressing")
    session.commit()
    hits = {hit.facts.names["en"]: hit for hit in _find(follower, "school refusal").hits}
    assert hits["Mornings"].otherwise == ("school refusal",)
    told = hits["Buttons"]
    assert (told.otherwise, told.in_name, told.in_text, told.in_whole) == ((), False, False, False)
    told = hits["Refusing school"]
    assert (told.otherwise, told.in_name, told.in_text, told.in_whole) == ((), True, True, True)


def test_words_in_the_name_are_said_to_be_there_only_as_they_were_typed(follower: Follower, session: Session) -> None:
    listing(session, "Advice line")
    synonym(session, "ehcp refused", "advice")
    session.commit()
    (hit,) = _find(follower, "ehcp refused").hits
    assert (hit.in_name, hit.otherwise) == (False, ("ehcp refused",))


def test_the_words_of_a_phrase_that_stand_far_apart_are_not_told_as_the_phrase(
    follower: Follower, session: Session
) -> None:
    listing(session, "Evenings", words={"description": "Youth workers cook, and at times they take you to a club"})
    listing(session, "Fridays", words={"description": "A youth club"})
    listing(session, "Worry", words={"description": "For youth with friends. It is no club"})
    synonym(session, "youth club", "friends")
    session.commit()
    hits = {hit.facts.names["en"]: hit for hit in _find(follower, "youth club").hits}
    told = {name: (hit.in_text, hit.in_whole, hit.otherwise) for name, hit in hits.items()}
    assert told == {
        "Fridays": (True, True, ()),
        "Evenings": (True, False, ()),
        "Worry": (True, False, ("youth club",)),
    }


def test_one_word_that_is_left_of_a_phrase_is_not_told_as_the_phrase(follower: Follower, session: Session) -> None:
    listing(session, "Club", words={"description": "run by parents"})
    synonym(session, "runs away", "danger")
    session.commit()
    (hit,) = _find(follower, "runs away").hits
    assert (hit.in_text, hit.otherwise) == (False, ())


def test_the_first_meaning_in_the_name_is_what_was_asked_for_though_most_listings_say_it(
    follower: Follower, session: Session
) -> None:
    _made(session, 30, "Lego", "No social worker is needed")
    _made(session, 12, "Calm", "Advice")
    listing(session, "Duty social worker")
    synonym(session, "child protection", "social worker", "advice")
    session.commit()
    found = _find(follower, "child protection")
    assert (found.total, _names(found)[0]) == (13, "Duty social worker")
