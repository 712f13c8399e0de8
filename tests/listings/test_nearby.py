"""Little or nothing in the place that was asked for: what is nearest outside it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.vocabulary import Coverage
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

LEEK = ({"town": "Leek", "easting": 398400, "northing": 356500},)
STAFFORD = ({"town": "Stafford", "easting": 392000, "northing": 323200},)
IN_TAMWORTH = "B79 7BZ"


def nearby(page: Page) -> list[tuple[str, str]]:
    """Return the name and the reason of each listing that is shown as nearest outside."""
    section = page.tree.find(".//section[@aria-labelledby='nearby-heading']")
    cards = [] if section is None else section.findall(".//li[@class='lo-card']")
    return [(said(card, ".//h3/a"), said(card, ".//p[@class='lo-card__reason']")) for card in cards]


def said(card: object, path: str) -> str:
    return " ".join("".join(card.find(path).itertext()).split())  # type: ignore[attr-defined]


def test_outside_a_district_is_said_where_each_is(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("stafford", "lichfield"), venues=STAFFORD)
    listing(session, "Lego afternoons", districts=("tamworth",))
    listing(session, "Swimming", districts=("stafford",))
    session.commit()

    page = client.page("/services?q=lego&district=tamworth")

    assert nearby(page) == [("Lego club", "Your words are in its name · Covers Lichfield and Stafford")]


def test_outside_a_district_what_is_nearest_to_its_midst_comes_first(client: CheckedClient, session: Session) -> None:
    listing(session, "A club in Leek", districts=("staffordshire-moorlands",), venues=LEEK)
    listing(session, "Club in Stafford", districts=("stafford",), venues=STAFFORD)
    session.commit()

    page = client.page("/services?need=autism&district=tamworth")

    assert [name for name, _ in nearby(page)] == ["Club in Stafford", "A club in Leek"]
    assert not any("miles" in reason for _, reason in nearby(page))


def test_outside_the_miles_of_a_postcode_the_nearest_comes_first(client: CheckedClient, session: Session) -> None:
    listing(session, "Leek club", districts=("staffordshire-moorlands",), venues=LEEK)
    listing(session, "Stafford club", districts=("stafford",), venues=STAFFORD)
    listing(session, "Stafford advice", districts=("stafford",), venues=STAFFORD, needs=("hearing",))
    session.commit()

    page = client.page(f"/services?need=autism&postcode={IN_TAMWORTH}")

    assert page.heading.startswith("No services found")
    assert nearby(page) == [
        ("Stafford club", "For: Autism · 21 miles away in Stafford"),
        ("Leek club", "For: Autism · 35 miles away in Leek"),
    ]


def test_enough_in_the_place_shows_nothing_outside_it(client: CheckedClient, session: Session) -> None:
    for number in range(3):
        listing(session, f"Club {number}", districts=("tamworth",))
    listing(session, "Far club", districts=("stafford",))
    session.commit()

    assert nearby(client.page("/services?q=club&district=tamworth")) == []
    assert nearby(client.page("/services?q=far")) == []


def test_what_is_shown_already_is_not_shown_again(client: CheckedClient, session: Session) -> None:
    listing(session, "County help", coverage=Coverage.COUNTY, districts=())
    listing(session, "Says no place", districts=())
    session.commit()

    page = client.page("/services?district=tamworth")

    assert "Says no place" in page.words
    assert nearby(page) == []
