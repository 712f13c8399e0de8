"""The order of the results: what the words say first, then what serves the place, has room and was checked lately."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.council import Sinking
from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.vocabulary import Coverage, Spaces
from tests.support.listings import listing

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


def test_name_then_purpose_come_before_a_passing_mention(follower: Follower, session: Session) -> None:
    listing(session, "Judo", words={"description": "We once went swimming together."})
    listing(session, "Ponies", summary="Swimming for all.")
    listing(session, "Swimming")
    session.commit()

    assert _names(_find(follower, "swimming")) == ["Swimming", "Ponies", "Judo"]


def test_what_names_the_need_comes_before_what_is_for_any_need(follower: Follower, session: Session) -> None:
    listing(session, "A club", needs=(), any_need=True, summary="A club for hearing loops.")
    listing(session, "Z club", needs=("hearing",))
    session.commit()

    assert _names(_find(follower, "hearing club")) == ["Z club", "A club"]


def test_what_can_be_read_in_the_readers_language_comes_before_what_cannot(
    follower: Follower, session: Session
) -> None:
    translated = {"pl": {"name": "Zabawa"}}
    listing(session, "Autism club A", translations={})
    listing(session, "Autism club B", translations=translated)
    session.commit()

    assert _names(_find(follower, "autyzm", language="pl")) == ["Autism club B", "Autism club A"]
    assert _names(_find(follower, "autism")) == ["Autism club A", "Autism club B"]


def test_what_has_spaces_comes_before_what_is_full(follower: Follower, session: Session) -> None:
    listing(session, "Swimming one", spaces=Spaces.FULL)
    listing(session, "Swimming two")
    listing(session, "Swimming zero", spaces=Spaces.AVAILABLE)
    session.commit()

    assert _names(_find(follower, "swimming")) == ["Swimming zero", "Swimming two", "Swimming one"]


def test_what_is_past_its_review_sinks(follower: Follower, session: Session) -> None:
    listing(session, "Swimming one", review_due=date(2026, 1, 1))
    listing(session, "Swimming two", review_due=date(2027, 1, 1))
    session.commit()

    assert _names(_find(follower, "swimming")) == ["Swimming two", "Swimming one"]


def test_how_much_an_overdue_listing_sinks_is_the_councils_to_say(
    database: Database, session: Session, tmp_path: Path
) -> None:
    listing(session, "Judo", summary="Swimming and swimming.", review_due=date(2026, 11, 1))
    listing(session, "Ponies", summary="Swimming.", review_due=date(2027, 1, 1))
    session.commit()

    def first(after_days: int, percent: int) -> str:
        sinking = Sinking(after_days, percent)
        follower = Follower(database, tmp_path / f"{after_days} {percent}", in_background=False, sinking=sinking)
        return _names(_find(follower, "swimming"))[0]

    assert first(0, 0) == "Judo"
    assert first(0, 60) == "Ponies"
    assert first(19, 60) == "Ponies"
    assert first(20, 60) == "Judo"


def test_what_is_said_of_spaces_and_never_said_again_sinks_too(
    database: Database, session: Session, tmp_path: Path
) -> None:
    told: dict[str, Any] = {"spaces": Spaces.AVAILABLE, "review_due": date(2027, 3, 1)}
    listing(session, "Judo", summary="Swimming and swimming.", spaces_stated_on=date(2026, 8, 1), **told)
    listing(session, "Ponies", summary="Swimming.", spaces_stated_on=date(2026, 11, 1), **told)
    session.commit()

    def first(spaces_months: int) -> str:
        sinking = Sinking(28, 60, spaces_months)
        follower = Follower(database, tmp_path / str(spaces_months), in_background=False, sinking=sinking)
        return _names(_find(follower, "swimming"))[0]

    assert first(1) == "Ponies"
    assert first(3) == "Judo"


def test_help_for_the_whole_county_is_among_the_first_five(follower: Follower, session: Session) -> None:
    for number in range(8):
        listing(session, f"Swimming {number}")
    listing(session, "Advice", districts=(), coverage=Coverage.COUNTY, words={"description": "Ask about swimming."})
    session.commit()

    names = _names(_find(follower, "swimming", chosen=(("district", "stafford"),)))

    assert names.index("Advice") == 4
    assert names[:4] == ["Swimming 0", "Swimming 1", "Swimming 2", "Swimming 3"]


def test_without_words_what_names_the_need_and_the_district_comes_before_what_is_for_all(
    follower: Follower, session: Session
) -> None:
    listing(session, "A line for all", needs=(), any_need=True, coverage=Coverage.COUNTY, districts=())
    listing(session, "B club", needs=("autism", "hearing"), districts=("leek", "stafford"))
    listing(session, "C visits", needs=(), any_need=True, districts=("stafford",))
    listing(session, "D signing", needs=("hearing",), districts=("stafford",), spaces=Spaces.AVAILABLE)
    session.commit()

    asked = SearchCriteria.asking(need=("hearing",), district=("stafford",))
    found = follower.engine.find(asked, language="en", today=TODAY)
    assert _names(found) == ["D signing", "B club", "C visits", "A line for all"]

    by_cost = follower.engine.find(SearchCriteria.asking(cost=("free",)), language="en", today=TODAY)
    assert _names(by_cost) == ["A line for all", "B club", "C visits", "D signing"]


def test_a_group_in_another_language_alone_is_nobodys_help_for_the_whole_county(
    follower: Follower, session: Session
) -> None:
    for number in range(6):
        listing(session, f"Swimming {number}")
    everywhere: dict[str, Any] = {"coverage": Coverage.ONLINE, "districts": (), "needs": (), "any_need": True}
    listing(session, "Urdu group", languages_spoken=["ur"], summary="We talk of swimming.", **everywhere)
    listing(session, "Help line", languages_spoken=["en", "ur"], summary="Ask us about swimming.", **everywhere)
    session.commit()

    def first(language: str) -> list[str]:
        return _names(_find(follower, "swimming", language))[:5]

    assert "Urdu group" not in first("en")
    assert "Help line" in first("en")
    offered = [hit.facts.names["en"] for hit in follower.engine.countywide(SearchCriteria(), language="en")]
    assert offered == ["Help line"]
    in_urdu = [hit.facts.names["en"] for hit in follower.engine.countywide(SearchCriteria(), language="ur")]
    assert sorted(in_urdu) == ["Help line", "Urdu group"]


def test_the_same_search_gives_the_same_order(follower: Follower, session: Session) -> None:
    for number in range(9):
        listing(session, f"Swimming {number}")
    session.commit()

    names = _names(_find(follower, "swimming"))

    assert names == sorted(names)
    assert _names(_find(follower, "swimming")) == names


def test_some_words_are_enough_where_few_listings_have_all_and_rare_ones_count_more(
    follower: Follower, session: Session
) -> None:
    for number in range(9):
        listing(session, f"Sports {number}", summary="Sports in town.")
    listing(session, "Trampolines")
    listing(session, "Trampoline sports")
    session.commit()

    found = _find(follower, "trampoline sports")

    assert _names(found)[:2] == ["Trampoline sports", "Trampolines"]
    assert found.understood.is_partial
    assert not found.understood.is_none_whole


def test_words_of_questions_do_not_spoil_the_match(follower: Follower, session: Session) -> None:
    listing(session, "Sitting service", summary="A sitter stays with your child.")
    listing(session, "Who can help?", summary="Who can help for an hour, and how my son can look.")
    session.commit()

    assert _names(_find(follower, "who can find a sitter for my son"))[0] == "Sitting service"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200,
        " ".join(f"wrd{number}" for number in range(60)),
        '"' * 200,
        '"a b c "d e f',
        ".*+?[](){}|^$\\",
        "٣ ½ ﷽ \u202eabc",
        "autism AND OR NOT (tamworth)",
        "-" * 100,
        "un " * 60,
    ],
)
def test_any_text_is_answered(follower: Follower, session: Session, text: str) -> None:
    listing(session, "Swimming")
    session.commit()

    for language in ("en", "pl", "ur"):
        assert _find(follower, text, language).pages == 1
