"""Whoever speaks of danger or a crisis in the search is shown first whom to ring."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.languages import LANGUAGES
from localoffer.listings.search.danger import speaks_of_danger
from localoffer.listings.search.speech import speech_of
from tests.support.client import CheckedClient
from tests.support.listings import listing


@pytest.mark.parametrize(
    "said",
    [
        "suicide",
        "self-harm",
        "I want to die",
        "he wants to kill himself",
        "she doesn’t want to be here",
        "my child is hurting himself",
        "overdose",
        "domestic abuse",
        "child protection",
        "she is not safe at home",
        "CRISIS",
        "can't cope",
        "samobójstwo",
        "nie chcę żyć",
        "przemoc w domu",
        "gânduri de suicid",
        "ਖੁਦਕੁਸ਼ੀ",
        "ਖ਼ੁਦਕੁਸ਼ੀ",
        "خودکشی",
        "öngyilkos gondolatok",
        "самоубийство",
        "суїцид",
        "الانتحار",
    ],
)
def test_danger_is_understood_in_every_language(said: str) -> None:
    assert speaks_of_danger(said)


@pytest.mark.parametrize(
    "said",
    ["autism", "dog grooming course", "no sense of danger on roads", "cooking with rapeseed oil", "violin lessons", ""],
)
def test_what_is_no_danger_is_not_taken_for_one(said: str) -> None:
    assert not speaks_of_danger(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_knows_words_of_danger(language: str) -> None:
    assert speech_of(language).danger


@pytest.mark.any_database
def test_whom_to_ring_stands_before_the_services_and_where_there_are_none(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Talking group", words={"description": "For low mood and self-harm."})
    session.commit()

    for asked in ("self+harm", "suicide"):
        page = client.page(f"/services?q={asked}")
        heading = page.one(".//h2[@id='danger-heading']")
        assert (heading.text or "") == "In danger, in crisis or just overwhelmed"
        numbers = [link.get("href") for link in page.all(".//section[@aria-labelledby='danger-heading']//a")]
        assert numbers == ["tel:999", "tel:111", "tel:01632960001", "/help/now"]

    assert not client.page("/services?q=talking").all(".//h2[@id='danger-heading']")


def test_a_reader_of_another_language_has_the_english_below(client: CheckedClient) -> None:
    page = client.page("/pl/services?q=samob%C3%B3jstwo")

    assert page.one(".//h2[@id='english-danger-heading']").text == "In danger, in crisis or just overwhelmed"
    assert page.one(".//h2[@id='danger-heading']").text != "In danger, in crisis or just overwhelmed"
