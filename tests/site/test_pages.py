"""Home and the small print, and every link that they offer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import config
from localoffer import create_app
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.jobs import store as jobs
from localoffer.outbox import store as outbox
from tests.support import listings
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

SMALL_PRINT = ("/privacy", "/accessibility", "/comfort", "/cookies", "/terms", "/contact")


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
@pytest.mark.parametrize("path", SMALL_PRINT)
def test_the_small_print_is_there_in_each_language(client: CheckedClient, prefix: str, path: str) -> None:
    assert client.page(f"{prefix}{path}").heading


def test_the_privacy_notice_names_its_version(client: CheckedClient) -> None:
    assert "2026-11" in client.page("/privacy").words


def test_the_accessibility_statement_follows_the_model(client: CheckedClient) -> None:
    words = client.page("/accessibility").words
    for heading in ("Compliance status", "not accessible", "How we tested", "prepared on", "enforces"):
        assert heading in words


def test_home_offers_only_what_gives_results(client: CheckedClient, session: Session) -> None:
    listings.listing(session, needs=("autism",), districts=("tamworth",))
    session.commit()
    links = [link for link in client.page("/").links if link.startswith("/services?")]
    assert links == ["/services?need=autism", "/services?district=tamworth"]
    for link in links:
        assert client.page(link).with_class("lo-card"), f"{link} leads to nothing"


def test_home_asks_the_database_nothing_once_the_index_is_open(client: CheckedClient, database: Database) -> None:
    client.page("/")
    with queries_of(database) as asked:
        client.page("/")
    assert [statement for statement in asked if "change_numbers" not in statement] == []


def test_the_site_is_alive_and_ready(client: CheckedClient) -> None:
    assert client.get("/health/live").json == {"status": "live"}
    assert client.get("/health/ready").json == {"status": "ready"}


def test_a_site_without_its_database_is_not_ready(settings: config.Settings) -> None:
    lost = replace(settings, database_url="sqlite:////there/is/no/such/folder/site.sqlite3")
    app: Flask = create_app(lost)
    assert app.test_client().get("/health/ready").status_code == 503
    assert app.test_client().get("/health/live").status_code == 200


@pytest.mark.parametrize("what", ["message", "job"])
@pytest.mark.parametrize(("minutes", "status"), [(55, 200), (65, 503)])
def test_a_probe_hears_of_a_worker_that_takes_nothing_up(
    client: CheckedClient, session: Session, keys: KeyRing, what: str, minutes: int, status: int
) -> None:
    since = now() - timedelta(minutes=minutes)
    if what == "job":
        jobs.add(session, kind="listings.bulk", subject_id="1", made_by="staff:1").made_at = since
    else:
        outbox.enqueue(
            session, keys=keys, unique_key="receipt:1", kind="receipt", to="a@example.org", subject="A", body="B"
        ).due_at = since
    session.commit()
    assert client.get("/health/worker").status_code == status


def test_the_home_page_offers_a_district_as_soon_as_something_serves_it(
    client: CheckedClient, session: Session
) -> None:
    listings.listing(session, districts=("stafford",))
    session.commit()
    assert "/services?district=tamworth" not in client.page("/").links

    listings.listing(session, districts=("tamworth",))
    session.commit()
    assert "/services?district=tamworth" in client.page("/").links
    assert "/pl/services?district=tamworth" in client.page("/pl/").links
