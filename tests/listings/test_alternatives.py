"""What a family is shown instead of a listing that is full, closed or not for their child's age."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.vocabulary import Coverage, ListingStatus, Spaces
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

STAFFORD = {"town": "Stafford", "easting": 392000, "northing": 323200}
MILE = 1609


def away(miles: float) -> tuple[dict[str, Any], ...]:
    """Return the venues of a listing that is some miles east of Stafford."""
    return ({"town": "Weston", "easting": 392000 + round(miles * MILE), "northing": 323200},)


def offered(page: Page) -> list[str]:
    """Return the names of what is offered instead, in order."""
    section = page.one(".//section[@aria-labelledby='instead']")
    return [" ".join("".join(link.itertext()).split()) for link in section.findall(".//h3/a")]


def reasons(page: Page) -> list[str]:
    section = page.one(".//section[@aria-labelledby='instead']")
    return ["".join(part.itertext()).strip() for part in section.iter("p") if part.get("class") == "lo-card__reason"]


@pytest.mark.parametrize(("spaces", "said"), [(Spaces.FULL, "It is full."), (Spaces.WAITING, "It has a waiting list.")])
def test_a_listing_without_room_shows_what_has_room_near_it(
    client: CheckedClient, session: Session, spaces: Spaces, said: str
) -> None:
    listing(session, "Full club", slug="full", spaces=spaces, venues=(STAFFORD,))
    listing(session, "Far club", spaces=Spaces.AVAILABLE, venues=away(4))
    listing(session, "Near club", spaces=Spaces.FEW, venues=away(2))
    listing(session, "Another full club", spaces=Spaces.FULL, venues=away(1))
    listing(session, "Another queue", spaces=Spaces.WAITING, venues=away(1))
    listing(session, "Silent club", venues=away(0.2))
    session.commit()

    page = client.page("/services/full")

    assert said in page.words
    assert "#instead" in page.links
    assert offered(page) == ["Near club", "Far club", "Silent club"]
    assert reasons(page) == [
        "A few spaces left · 2 miles from there · Covers Stafford",
        "Has spaces · 4 miles from there · Covers Stafford",
        "Less than a mile from there · Covers Stafford",
    ]


def test_what_families_look_for_in_the_same_words_comes_before_what_is_nearer(
    client: CheckedClient, session: Session
) -> None:
    def club(name: str, lines: str, miles: float, **more: Any) -> None:
        listing(session, name, words={"asked_as": lines}, venues=away(miles), **more)

    club("Sleep clinic", "won't sleep\nup all night", 0, slug="sleep", spaces=Spaces.WAITING)
    club("Bedtime course", "up at night\nwon't go to sleep", 4)
    for number in range(4):
        club(f"Judo {number}", "burns off energy\njudo for beginners", 1)
    session.commit()

    assert offered(client.page("/services/sleep")) == ["Bedtime course", "Judo 0", "Judo 1"]


def test_at_most_three_are_shown_and_the_rest_is_one_link_away(client: CheckedClient, session: Session) -> None:
    listing(session, "Full club", slug="full", spaces=Spaces.FULL)
    for number in range(4):
        listing(session, f"Club {number}", spaces=Spaces.AVAILABLE)
    session.commit()

    page = client.page("/services/full?q=club")

    assert len(offered(page)) == 3
    more = next(link.get("href", "") for link in page.all(".//section/p/a"))
    assert more == "/services?district=stafford&need=autism&kind=activities"
    assert "Club 3" in client.page(more).words


def test_a_listing_with_room_for_the_age_offers_nothing_else(client: CheckedClient, session: Session) -> None:
    listing(session, slug="open", spaces=Spaces.AVAILABLE)
    listing(session, "Another", spaces=Spaces.AVAILABLE)
    session.commit()

    for address in ("/services/open", "/services/open?age=8", "/services/open?q=age+8"):
        assert client.page(address).tree.find(".//section[@aria-labelledby='instead']") is None


@pytest.mark.parametrize("search", ["age=14", "q=club+for+age+14"])
def test_a_listing_for_another_age_shows_what_is_for_the_age_looked_for(
    client: CheckedClient, session: Session, search: str
) -> None:
    listing(session, "Young club", slug="young", spaces=Spaces.AVAILABLE, age_from=5, age_to=11)
    listing(session, "Teenage club", spaces=Spaces.AVAILABLE, age_from=11, age_to=25)
    listing(session, "Little club", spaces=Spaces.AVAILABLE, age_from=0, age_to=4)
    session.commit()

    page = client.page(f"/services/young?{search}")

    assert "It is not for the age that you looked for: Ages 5 to 11." in page.words
    assert offered(page) == ["Teenage club"]
    assert reasons(page) == ["Has spaces · Covers Stafford · Ages 11 to 25"]
    assert f"/services/{search}" not in page.links
    assert any(link.startswith("/services/listing-") and search in link for link in page.links)


def test_what_is_for_the_same_need_comes_before_the_same_kind_and_nothing_else_comes(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Full club", slug="full", spaces=Spaces.FULL, needs=("autism",), kinds=("activities",))
    listing(session, "Advice", spaces=Spaces.AVAILABLE, needs=("autism",), kinds=("advice",))
    listing(session, "Silent club", needs=("autism",), kinds=("activities",))
    listing(session, "Other club", spaces=Spaces.AVAILABLE, needs=("autism",), kinds=("activities",))
    listing(session, "Hearing club", spaces=Spaces.AVAILABLE, needs=("hearing",), kinds=("activities",))
    session.commit()

    assert offered(client.page("/services/full")) == ["Other club", "Silent club", "Advice"]


def test_a_family_is_shown_what_serves_the_district_that_it_looked_in(client: CheckedClient, session: Session) -> None:
    county: dict[str, Any] = {"coverage": Coverage.COUNTY, "districts": ()}
    listing(session, "Full help", slug="full", spaces=Spaces.FULL, **county)
    listing(session, "Tamworth help", spaces=Spaces.AVAILABLE, districts=("tamworth",))
    listing(session, "Leek help", spaces=Spaces.AVAILABLE, districts=("staffordshire-moorlands",))
    session.commit()

    page = client.page("/services/full?district=tamworth")

    assert offered(page) == ["Tamworth help"]
    assert reasons(page) == ["Has spaces · Covers Tamworth"]


@pytest.mark.parametrize("search", ["postcode=B79+7BZ", "q=club+B79+7BZ"])
def test_a_family_that_gave_its_postcode_is_shown_what_is_nearest_to_it(
    client: CheckedClient, session: Session, search: str
) -> None:
    at_home = {"town": "Tamworth", "easting": 420700, "northing": 304100}
    listing(session, "Full club", slug="full", spaces=Spaces.FULL, venues=(STAFFORD,))
    listing(session, "Stafford club", spaces=Spaces.AVAILABLE, venues=(STAFFORD,))
    listing(session, "Tamworth club", spaces=Spaces.AVAILABLE, districts=("tamworth",), venues=(at_home,))
    session.commit()

    page = client.page(f"/services/full?{search}")

    assert offered(page) == ["Tamworth club", "Stafford club"]
    assert reasons(page) == [
        "Has spaces · Less than a mile away in Tamworth",
        "Has spaces · 21 miles away in Stafford",
    ]
    assert "/services?district=tamworth&need=autism&kind=activities" in page.links


def test_where_nothing_serves_the_district_the_nearest_are_shown(client: CheckedClient, session: Session) -> None:
    listing(session, "Full club", slug="full", spaces=Spaces.FULL, venues=(STAFFORD,))
    for name, miles in (("Far club", 30), ("Near club", 9)):
        listing(session, name, spaces=Spaces.AVAILABLE, districts=("lichfield",), venues=away(miles))
    session.commit()

    assert offered(client.page("/services/full")) == ["Near club", "Far club"]


def test_a_listing_that_is_gone_shows_what_is_alike(client: CheckedClient, session: Session) -> None:
    gone: dict[str, Any] = {"status": ListingStatus.ARCHIVED, "published_at": now()}
    listing(session, "Old club", slug="old", venues=(STAFFORD,), **gone)
    listing(session, "New club", venues=away(3))
    session.commit()

    page = client.page("/services/old", status=410)

    assert offered(page) == ["New club"]
    assert reasons(page) == ["3 miles from there · Covers Stafford"]


def test_where_nothing_is_alike_somebody_to_ring_stands_there(client: CheckedClient, session: Session) -> None:
    listing(session, "Full club", slug="full", spaces=Spaces.FULL)
    session.commit()

    page = client.page("/services/full")

    assert offered(page) == []
    assert "We know of no other service like it." in page.words
    assert not page.all(".//section/p/a[@href='/services?district=stafford']")


def test_a_hidden_venue_says_no_distance(client: CheckedClient, session: Session) -> None:
    listing(session, "Full refuge", slug="full", spaces=Spaces.FULL, venues=({**STAFFORD, "hidden": True},))
    listing(session, "Open house", spaces=Spaces.AVAILABLE, venues=away(3))
    session.commit()

    assert reasons(client.page("/services/full")) == ["Has spaces · Covers Stafford"]
