"""A page that many ask for is drawn once for each state of the site, and nobody is given another's or an older one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
import time_machine
from flask import Flask, template_rendered
from sqlalchemy.orm import Session

from localoffer.feedback.recording import Recorder
from localoffer.vocabulary import ListingStatus
from tests.support.client import CheckedClient
from tests.support.listings import change, listing

pytestmark = pytest.mark.any_database

_PAGES = {"/": "site/home.html", "/services?q=swimming": "listings/search.html"}


@pytest.fixture
def drawn(app: Flask, session: Session) -> Iterator[Counter[str]]:
    """How often each page was drawn since the test began, on a site with one service."""
    listing(session, "Swimming", districts=("stafford",))
    session.commit()
    found: Counter[str] = Counter()

    def count(_app: Flask, template: Any, **_told: Any) -> None:
        found[template.name] += 1

    with template_rendered.connected_to(count, app):
        yield found


@pytest.mark.parametrize(("address", "template"), _PAGES.items())
def test_it_is_drawn_once_in_each_language_and_for_each_address(
    client: CheckedClient, drawn: Counter[str], address: str, template: str
) -> None:
    first, second = client.get(address), client.get(address)
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert drawn[template] == 1

    assert 'lang="pl"' in client.get(f"/pl{address}").text.partition("<head>")[0]
    client.page(f"{address}{'&' if '?' in address else '?'}page=1")
    assert drawn[template] == 3


@pytest.mark.parametrize("address", _PAGES)
def test_a_change_is_seen_at_once(client: CheckedClient, session: Session, drawn: Counter[str], address: str) -> None:
    before = client.get(address).text
    club = listing(session, "Swimming in a club", districts=("tamworth",))
    session.commit()
    after = client.get(address).text
    assert ("Tamworth: 1 service" in before, "Tamworth: 1 service" in after) == (False, True)

    change(session, club, status=ListingStatus.ARCHIVED)
    session.commit()
    assert "Tamworth: 1 service" not in client.get(address).text


@pytest.mark.parametrize(("address", "template"), _PAGES.items())
def test_another_day_has_its_own(client: CheckedClient, drawn: Counter[str], address: str, template: str) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        client.get(address)
        clock.move_to("2026-11-03 00:30:00+00:00")
        client.get(address)

    assert drawn[template] == 2


def test_a_browser_that_keeps_services_has_its_own(client: CheckedClient, app: Flask, drawn: Counter[str]) -> None:
    address = "/services?q=swimming"
    page = client.page(address)
    key = page.one(".//button[@name='keep']").get("value")
    client.post("/services/my-list", data={"keep": key}, headers={"Sec-Fetch-Site": "same-origin"})

    assert client.page(address).one(".//button[@name='drop']").get("value") == key
    assert app.test_client().get(address).text.count('name="drop"') == 0


def test_what_holds_a_postcode_is_drawn_anew(client: CheckedClient, drawn: Counter[str]) -> None:
    for address in ("/services?postcode=WS13+6YU", "/services?q=swimming+WS13+6YU", "/services?postcode=nowhere"):
        drawn.clear()
        assert client.get(address).data == client.get(address).data
        assert drawn["listings/search.html"] == 2


def test_each_search_is_counted_whether_its_page_was_kept_or_not(
    client: CheckedClient, drawn: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[list[object]] = []
    monkeypatch.setattr(Recorder, "count", lambda _recorder, seen: counted.append(list(seen)))
    for _ in range(2):
        client.get("/services?q=swimming&district=stafford")

    first, second = counted
    assert first == second != []
    assert drawn["listings/search.html"] == 1


@pytest.mark.parametrize("address", _PAGES)
def test_each_browser_is_sent_it_in_a_form_that_it_reads(
    client: CheckedClient, drawn: Counter[str], address: str
) -> None:
    plain = client.get(address)
    for _ in range(2):
        packed = client.get(address, headers={"Accept-Encoding": "br"}, unchecked=True)  # it cannot unpack it
        assert packed.headers["Content-Encoding"] == "br"
        assert brotli.decompress(packed.data) == plain.data
    assert client.get(address).data == plain.data


def test_asking_for_the_headers_alone_changes_nothing(client: CheckedClient, drawn: Counter[str]) -> None:
    address = "/services?q=swimming"
    client.head(address, unchecked=True)  # no page to check

    assert 'name="back" value="/services?q=swimming"' in client.get(address).text
