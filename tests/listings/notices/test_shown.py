"""What a listing says for a time stands wherever families meet the listing, on its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.vocabulary import Coverage, Spaces
from tests.support.client import CheckedClient
from tests.support.listing_notices import closed, note
from tests.support.listings import listing
from tests.support.queries import queries_of
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

A_DAY = timedelta(days=1)
CLOSED = "Temporarily closed"


def names(page: Page) -> list[str]:
    """Return the names of the cards of a page, in order."""
    return ["".join(link.itertext()).strip() for link in page.all(".//*[@class='lo-card__title']/a")]


def test_a_closed_listing_says_so_on_card_and_page_in_the_readers_language(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    club = listing(session, "Club", slug="club", spaces=Spaces.AVAILABLE)
    closed(session, club, keys, last=date(2100, 5, 3), en="The roof is mended.", pl="Naprawiamy dach.")

    for address in ("/services", "/services/club"):
        page = client.page(address)
        assert "Temporarily closed until the end of 3 May 2100. The roof is mended." in page.words
        assert "Has spaces" not in page.words
        assert "Naprawiamy dach." in client.page(f"/pl{address}").words
        (english,) = client.page(f"/ur{address}").all(".//*[@class='lo-for-now__text']/span[@lang]")
        assert (english.get("lang"), english.text) == ("en", "The roof is mended.")


def test_a_closed_listing_comes_last_whatever_the_order(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    shut = listing(session, "A swimming club", checked_on=date(2026, 11, 1))
    listing(session, "B swimming club")
    session.commit()
    address = ("/services", "/services?q=swimming", "/services?sort=checked", "/services?sort=name")
    assert all(names(client.page(one))[0] == "A swimming club" for one in address)
    closed(session, shut, keys)

    assert all(names(client.page(one)) == ["B swimming club", "A swimming club"] for one in address)


def test_nobody_is_sent_to_a_closed_listing_for_a_space(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    shut = listing(session, "Shut", slug="shut", spaces=Spaces.AVAILABLE)
    listing(session, "Open", slug="open", spaces=Spaces.FULL)
    listing(session, "Roomy", spaces=Spaces.FEW)
    silent = listing(session, "Silent and shut")
    session.commit()
    assert names(client.page("/services?spaces=now")) == ["Roomy", "Shut", "Silent and shut"]
    closed(session, shut, keys)
    closed(session, silent, keys)

    assert names(client.page("/services?spaces=now")) == ["Roomy"]
    assert names(client.page("/services/open")) == ["Roomy"]
    page = client.page("/services/shut")
    assert "#instead" in page.links
    assert names(page)[0] == "Roomy"
    assert "/services/shut#instead" in client.page("/services").links


def test_help_for_the_whole_county_is_not_put_first_while_it_is_closed(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    shut = listing(session, "Everywhere", coverage=Coverage.COUNTY, districts=())
    for number in range(6):
        listing(session, f"Swimming {number}")
    session.commit()
    closed(session, shut, keys)

    assert names(client.page("/services?district=stafford"))[-1] == "Everywhere"


def test_a_closure_is_told_two_weeks_ahead_and_ends_by_itself(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    first = today() + 15 * A_DAY
    closed(session, listing(session, "Club", slug="club"), keys, first=first, last=first)

    assert "closed" not in client.page("/services/club").words.lower()
    for day, says in (
        (first - A_DAY, "Closed from"),
        (first, CLOSED),
    ):
        with time_machine.travel(day, tick=False):
            assert says in client.page("/services/club").words
            assert says in client.page("/services").words
    with time_machine.travel(first + A_DAY, tick=False):
        assert "losed" not in client.page("/services").words


def test_a_short_notice_stands_beside_what_the_listing_always_says(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    club = listing(session, "Club", slug="club", spaces=Spaces.AVAILABLE)
    note(session, club, keys, last=date(2100, 5, 31), en="The Tuesday group is full until May.")

    page = client.page("/services?spaces=now")
    assert "The Tuesday group is full until May." in page.words
    assert "until 31 May 2100" in page.words
    assert "Has spaces" in page.words
    assert "#instead" not in client.page("/services/club").links


def test_paper_feed_and_site_map_know_it_too(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    club = listing(session, "Club", slug="club")
    listing(session, "Another")
    session.commit()
    closed(session, club, keys, en="Snow & ice.", pl="Śnieg.")

    key = client.page("/services/club").one(".//*[@class='lo-listing__keep lo-no-print']").get("id", "")
    assert CLOSED in client.page(f"/services/list/print?s={key.removeprefix('service-')}").words
    first_entry = client.get("/services/feed.atom").get_data(as_text=True).split("<entry>")[1]
    assert "&lt;p&gt;Snow &amp;amp; ice.&lt;/p&gt;" in first_entry
    day = today().isoformat()
    assert f"<updated>{day}" in first_entry
    assert "Śnieg." in client.get("/pl/services/feed.atom").get_data(as_text=True)
    assert f"/services/club</loc><lastmod>{day}" in client.get("/sitemap.xml").get_data(as_text=True)


def test_a_page_asks_for_what_listings_say_only_when_it_has_changed(
    client: CheckedClient, session: Session, keys: KeyRing, database: Database
) -> None:
    closed(session, listing(session, "Club", slug="club"), keys)
    client.page("/services/club")
    with queries_of(database) as asked:
        client.page("/services/club")
        client.page("/services")
    assert [statement for statement in asked if "listing_notices" in statement] == []
