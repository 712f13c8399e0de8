"""A listing's page is read from the database once for each state of the listings, and never shows an older one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.listings.kept_pages import KeptPage, page_of
from localoffer.listings.search.following import follower
from localoffer.vocabulary import ListingStatus
from tests.support.client import CheckedClient
from tests.support.listing_notices import note
from tests.support.listings import change, listing
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database


def shown(app: Flask, language: str = "en") -> KeptPage:
    """Return what a request for the page of the club shows."""
    with app.test_request_context(), languages.speaking(language) as spoken:
        return page_of("club", engine=follower(app).engine, spoken=spoken)


def test_a_page_is_read_once_in_each_language(app: Flask, session: Session) -> None:
    listing(session, "Club", slug="club", translations={"pl": {"name": "Klub"}})
    session.commit()

    assert shown(app) is shown(app)
    assert [shown(app, code).full.card.name.text for code in ("pl", "en")] == ["Klub", "Club"]


def test_the_second_reader_asks_for_none_of_its_rows(
    client: CheckedClient, session: Session, database: Database
) -> None:
    listing(session, "Club", slug="club")
    session.commit()
    client.page("/services/club")

    with queries_of(database) as asked:
        client.page("/services/club")

    assert not [query for query in asked if "listing_texts" in query]


def test_a_change_is_seen_at_once(app: Flask, session: Session, keys: KeyRing) -> None:
    club = listing(session, "Club", slug="club")
    session.commit()
    before = shown(app)

    change(session, club, phone="01632 960123")
    session.commit()
    assert (before.full.phone, shown(app).full.phone) == ("", "01632 960123")

    note(session, club, keys, en="Bring a coat.")
    assert [one.text for one in shown(app).full.card.for_now] == ["Bring a coat."]


def test_what_is_taken_off_and_brought_back_as_a_draft_is_gone_and_then_not_there(
    client: CheckedClient, session: Session
) -> None:
    club = listing(session, "Club", slug="club", published_at=now())
    session.commit()
    assert client.page("/services/club").heading == "Club"

    for status, answer in ((ListingStatus.ARCHIVED, 410), (ListingStatus.DRAFT, 404)):
        change(session, club, status=status)
        session.commit()
        assert client.get("/services/club").status_code == answer
        assert client.get("/services/club/easy-read").status_code == answer
