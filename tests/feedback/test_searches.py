"""What was searched for is counted, and who searched is not."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import searches
from localoffer.feedback.counts import Counted, NeedSought, SearchMade, WordUsed
from localoffer.feedback.recording import Recorder
from localoffer.feedback.searches import counted
from localoffer.feedback.vocabulary import Results
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from tests.support.client import CheckedClient
from tests.support.listings import listing, synonym
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

_A_DAY = date(2026, 11, 21)


@pytest.fixture
def seen(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Counter[Counted]:
    """What was counted since the test began, on a site with two services and one synonym."""
    listing(session, "Swimming for all", districts=("stafford",), needs=("autism",), organisation="Splash Trust")
    listing(session, "Lego club", districts=("tamworth",), needs=("hearing",))
    synonym(session, "respite", "short breaks")
    session.commit()
    found: Counter[Counted] = Counter()
    monkeypatch.setattr(searches, "today", lambda: _A_DAY)
    monkeypatch.setattr(Recorder, "count", lambda _recorder, counted: found.update(counted))
    return found


def demand(seen: Counter[Counted]) -> dict[tuple[str, str, str], int]:
    return {tuple(one[1:]): number for one, number in seen.items() if isinstance(one, NeedSought)}  # type: ignore[misc]


def words(seen: Counter[Counted]) -> dict[str, int]:
    return {one.word: number for one, number in seen.items() if isinstance(one, WordUsed)}


def made(seen: Counter[Counted]) -> dict[tuple[str, str], int]:
    return {(one.language, str(one.results)): number for one, number in seen.items() if isinstance(one, SearchMade)}


def test_a_search_counts_its_language_its_results_and_each_need_in_each_district(
    client: CheckedClient, seen: Counter[Counted]
) -> None:
    client.page("/pl/services?district=stafford&district=tamworth&need=autism")

    assert made(seen) == {("pl", "few"): 1}
    assert demand(seen) == {("stafford", "autism", "few"): 1, ("tamworth", "autism", "few"): 1}
    assert words(seen) == {}


def test_what_the_words_name_counts_like_what_was_ticked(client: CheckedClient, seen: Counter[Counted]) -> None:
    client.page("/services?q=hearing+in+Stafford")

    assert demand(seen) == {("stafford", "hearing", "none"): 1}
    assert words(seen) == {"hearing": 1, "stafford": 1}


def test_only_words_of_the_glossary_or_of_a_listing_are_told_from_others(
    client: CheckedClient, seen: Counter[Counted]
) -> None:
    client.page("/services?q=swimming+respite+splash+for+Zebedee+Quillfeather+aged+9+in+ST16+2LH")

    assert words(seen) == {"swimming": 1, "respite": 1, "splash": 1, "": 1}
    said = repr(seen)
    assert not any(name in said for name in ("ebedee", "uillfeather", "ST16", "2LH", "st16", "2lh", "'9'"))


def test_words_stand_in_no_row_with_a_district_or_a_need() -> None:
    asked = SearchCriteria.asking("swimming", district=["stafford"], need=["autism"], age=["9"])
    rows = list(counted(asked, 0, ["swimming"], language="ur", day=_A_DAY))
    assert rows == [
        SearchMade(_A_DAY, "ur", Results.NONE),
        NeedSought(_A_DAY, "stafford", "autism", Results.NONE),
        WordUsed(_A_DAY, "swimming"),
    ]


def test_a_postcode_counts_as_its_district(client: CheckedClient, seen: Counter[Counted]) -> None:
    client.page("/services?postcode=WS13+6YU&need=autism")
    client.page("/services?q=autism+WS13+6YU")
    # in another county
    client.page("/services?postcode=ST1+1HL&need=hearing")

    assert demand(seen) == {("lichfield", "autism", "none"): 2, ("", "hearing", "none"): 1}
    assert "WS13" not in repr(seen)


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "none"), (1, "few"), (2, "few"), (3, "some"), (19, "some"), (20, "many"), (9000, "many")],
)
def test_results_are_counted_in_bands(total: int, band: str) -> None:
    assert Results.of(total) == band


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/services", {}),
        ("/services?page=2", {}),
        ("/services?need=autism&page=2", {}),
        ("/services/feed.atom?need=autism", {}),
        ("/services?need=autism", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/services?need=autism", {"User-Agent": "curl/8.5.0"}),
        ("/services?need=autism", {"User-Agent": ""}),
        ("/services?need=autism", {"Sec-Purpose": "prefetch"}),
        # the same search once more: a service was kept, or somebody came back from one
        ("/services?need=autism", {"Referer": "http://localhost/services?need=autism"}),
        ("/services?need=autism", {"Referer": "http://localhost/services?page=3&need=autism&q="}),
        ("/services?need=autism", {"Referer": "http://localhost/services/lego?need=autism"}),
        # the same answers in another order
        ("/services?need=autism&sort=name", {"Referer": "http://localhost/services?need=autism&sort=checked"}),
    ],
)
def test_what_is_no_new_question_of_a_person_is_not_counted(
    client: CheckedClient, seen: Counter[Counted], address: str, headers: dict[str, str]
) -> None:
    assert client.get(address, headers=headers).status_code == 200
    assert seen == Counter()


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1",
        "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0",
    ],
)
def test_a_telephone_is_no_robot(client: CheckedClient, seen: Counter[Counted], agent: str) -> None:
    client.get("/services?need=autism", headers={"User-Agent": agent})
    assert demand(seen) == {("", "autism", "few"): 1}


@pytest.mark.parametrize("referer", ["http://localhost/services?need=hearing", "https://example.org/?need=autism", "x"])
def test_another_question_is_counted(client: CheckedClient, seen: Counter[Counted], referer: str) -> None:
    client.get("/services?need=autism", headers={"Referer": referer})
    assert demand(seen) == {("", "autism", "few"): 1}


def test_counting_asks_the_database_nothing(client: CheckedClient, session: Session, database: Database) -> None:
    listing(session, "Swimming for all")
    session.commit()
    address = "/services?q=swimming&district=stafford"
    client.page(address, headers={"User-Agent": "a robot, say curl/8"})
    with queries_of(database) as uncounted:
        client.page(address, headers={"User-Agent": "a robot, say curl/8"})

    with queries_of(database) as counted_:
        client.page(address)

    assert counted_ == uncounted


@pytest.mark.parametrize("broken", [(Engine, "known_words"), (Recorder, "count")])
def test_a_fault_in_counting_never_fails_a_search(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch, broken: tuple[type, str]
) -> None:
    def fail(*_told: Any, **_more: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(*broken, fail)
    assert client.page("/services?q=swimming")
