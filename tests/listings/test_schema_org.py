"""What search engines read of a listing: schema.org's own types and properties, and what the listing says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.vocabulary import Cost, Coverage
from tests.support.client import CheckedClient
from tests.support.listing_notices import closed
from tests.support.listings import change, listing
from tests.support.microdata import Item, read_items
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

SCHEMA = "https://schema.org/"
KNOWN = {
    "WebPage": {"dateModified", "lastReviewed", "mainEntity"},
    "Service": {
        "areaServed",
        "audience",
        "availableChannel",
        "description",
        "hoursAvailable",
        "name",
        "offers",
        "provider",
        "serviceType",
        "subjectOf",
        "url",
    },
    "Organization": {"name"},
    "PeopleAudience": {"audienceType", "suggestedMaxAge", "suggestedMinAge"},
    "Offer": {"price", "priceCurrency"},
    "OpeningHoursSpecification": {"closes", "dayOfWeek", "opens", "validFrom", "validThrough"},
    "SpecialAnnouncement": {"datePosted", "expires", "text"},
    "ServiceChannel": {"availableLanguage", "serviceLocation", "servicePhone", "serviceUrl"},
    "ContactPoint": {"email", "telephone"},
    "Place": {"address", "geo", "name"},
    "PostalAddress": {"addressLocality", "postalCode", "streetAddress"},
    "GeoCoordinates": {"latitude", "longitude"},
}
"""The types and properties that schema.org has and that we use; no other may stand on a page."""


def service_of(page: Page) -> Item:
    """Return the service that a page is about, after everything on the page was held to what schema.org knows."""
    (web_page,) = read_items(page.tree)
    for item in web_page.every_item():
        kind = item.kind.removeprefix(SCHEMA)
        assert kind in KNOWN, f"schema.org has no {item.kind}"
        assert set(item.values) <= KNOWN[kind], f"{kind} has no {set(item.values) - KNOWN[kind]}"
        assert all(value != "" for values in item.values.values() for value in values), f"{kind} says something empty"
    (service,) = web_page.items("mainEntity")
    return service


def test_a_listing_that_changed_after_midnight_here_changed_that_day(client: CheckedClient, session: Session) -> None:
    change(session, listing(session, slug="lego"), changed_at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
    session.commit()
    (web_page,) = read_items(client.page("/services/lego").tree)
    assert web_page.text("dateModified") == ["2026-10-01"]


def test_a_full_listing_is_read_with_all_its_facts(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Lego club",
        slug="lego",
        summary='A "calm" place.',
        districts=("lichfield", "stafford"),
        organisation="Brick Friends",
        phone="01632 960123",
        website="https://example.org/lego",
        cost=Cost.FREE,
        times=["mon-afternoon", "sat-morning", "sat-afternoon"],
        languages_spoken=["en", "pl"],
        checked_on=date(2026, 10, 3),
        venues=(
            {"name": "Mill", "address": "1 Mill Road", "town": "Leek", "easting": 398400, "northing": 356500},
            {"name": "Refuge", "address": "2 Secret Road", "town": "Leek", "easting": 1, "northing": 1, "hidden": True},
        ),
    )
    session.commit()

    page = client.page("/pl/services/lego")
    service = service_of(page)

    assert service.text("name") == ["Lego club"]
    assert service.text("description") == ['A "calm" place.']
    assert service.text("url") == ["http://localhost/pl/services/lego"]
    assert service.text("areaServed") == ["Lichfield", "Stafford"]
    assert service.text("serviceType") == ["Zajęcia i kluby"]
    assert [provider.text("name") for provider in service.items("provider")] == [["Brick Friends"]]
    (audience,) = service.items("audience")
    assert (audience.text("suggestedMinAge"), audience.text("suggestedMaxAge")) == (["5"], ["11"])
    (offer,) = service.items("offers")
    assert (offer.text("price"), offer.text("priceCurrency")) == (["0"], ["GBP"])
    (hours,) = service.items("hoursAvailable")
    assert hours.text("dayOfWeek") == [f"{SCHEMA}Monday", f"{SCHEMA}Saturday"]
    channels = service.items("availableChannel")
    assert [code for channel in channels for code in channel.text("availableLanguage")] == ["en", "pl"]
    assert [address for channel in channels for address in channel.text("serviceUrl")] == ["https://example.org/lego"]
    phones = [phone for channel in channels for phone in channel.items("servicePhone")]
    assert [phone.text("telephone") for phone in phones] == [["01632 960123"]]
    places = [place for channel in channels for place in channel.items("serviceLocation")]
    assert [place.text("name") for place in places] == [["Mill"], []]
    addresses = [address for place in places for address in place.items("address")]
    assert [address.text("streetAddress") for address in addresses] == [["1 Mill Road"], []]
    assert [address.text("addressLocality") for address in addresses] == [["Leek"], ["Leek"]]
    assert [len(place.items("geo")) for place in places] == [1, 0]
    (web_page,) = read_items(page.tree)
    assert web_page.text("dateModified") == ["2026-10-01"]
    assert web_page.text("lastReviewed") == ["2026-10-03"]


def test_what_nobody_stated_is_not_said(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Drop in",
        slug="bare",
        summary="",
        kinds=(),
        coverage=Coverage.COUNTY,
        districts=(),
        cost=None,
        age_from=None,
        age_to=None,
        checked_on=None,
        checked_by=None,
    )
    session.commit()

    service = service_of(client.page("/services/bare"))

    assert service.text("areaServed") == ["Staffordshire"]
    assert set(service.values) == {"name", "url", "areaServed", "audience"}
    assert set(service.items("audience")[0].values) == {"audienceType"}


def test_services_on_paper_are_each_a_service_of_their_own(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", slug="lego")
    session.commit()
    key = client.page("/services/lego").one(".//*[@name='keep']").get("value")

    items = read_items(client.page(f"/services/list/print?s={key}").tree)

    assert [item.kind for item in items] == [f"{SCHEMA}Service"]


def test_what_machines_read_takes_no_place_beside_the_parts_of_the_page(
    client: CheckedClient, session: Session
) -> None:
    listing(session, slug="lego")
    session.commit()

    parts = list(client.page("/services/lego").with_class("lo-listing")[0])

    assert [part.get("class") for part in parts] == ["lo-listing__start", "lo-listing__side", "lo-listing__rest"]


def test_a_closure_is_told_as_hours_of_no_length(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    last = date(2100, 5, 3)
    closed(session, listing(session, slug="shut"), keys, first=date(2026, 1, 2), last=last, en="The roof leaks.")

    service = service_of(client.page("/services/shut"))

    (hours,) = service.items("hoursAvailable")
    told = {name: values[0] for name, values in hours.values.items()}
    assert told == {"opens": "00:00", "closes": "00:00", "validFrom": "2026-01-02", "validThrough": "2100-05-03"}
    (said,) = service.items("subjectOf")
    assert said.values["text"] == ["Temporarily closed until the end of 3 May 2100. The roof leaks."]


def test_the_day_of_its_change_is_that_of_what_families_see_by_the_clocks_here(
    client: CheckedClient, session: Session
) -> None:
    listing(
        session,
        slug="lego",
        published_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
        changed_at=datetime(2026, 8, 1, tzinfo=UTC),
    )
    session.commit()
    (web_page,) = read_items(client.page("/services/lego").tree)
    assert web_page.text("dateModified") == ["2026-07-02"]
