"""The map on the home page and beside the results: a second way to the same districts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from sqlalchemy.orm import Session

import config
from localoffer import create_app
from tests.support import county, listings
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

MOST_OF_THE_MAP = 6_000
TWO = ("tamworth", "lichfield")


@pytest.fixture
def services(session: Session) -> None:
    """One service in Tamworth, two in Lichfield, none elsewhere."""
    for districts in (("tamworth", "lichfield"), ("lichfield",)):
        listings.listing(session, needs=("autism",), districts=districts)
    session.commit()


def map_links(page: Page) -> dict[str, str]:
    """Return the address of each link on the map by its accessible name."""
    return {link.get("aria-label", ""): link.get("href", "") for link in page.with_class("lo-map__link")}


@pytest.mark.usefixtures("services")
def test_each_district_of_the_map_says_how_many_services_it_has_and_leads_to_them(client: CheckedClient) -> None:
    links = map_links(client.page("/"))
    assert links == {
        "Tamworth: 1 service": "/services?district=tamworth",
        "Lichfield: 2 services": "/services?district=lichfield",
    }
    for label, address in links.items():
        assert f"{len(client.page(address).with_class('lo-card'))} service" in label


@pytest.mark.usefixtures("services")
def test_every_district_has_a_shape_and_a_place_on_the_list_only_with_services(client: CheckedClient) -> None:
    page = client.page("/")
    assert len(page.with_class("lo-map__district")) == len(county.POSTCODES)
    assert len(page.with_class("lo-map__district--empty")) == len(county.POSTCODES) - len(TWO)


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(("prefix", "in_order"), [("", ["lichfield", "tamworth"]), ("/ur", ["tamworth", "lichfield"])])
def test_districts_stand_in_the_order_of_the_readers_alphabet(
    client: CheckedClient, prefix: str, in_order: list[str]
) -> None:
    for path in ("/", "/guide"):
        addresses = [link.get("href", "") for link in client.page(f"{prefix}{path}").with_class("lo-links__link")]
        listed = [address.split("district=")[1] for address in addresses if "district=" in address]
        assert listed == in_order, path


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(("language", "said"), [("pl", "Tamworth: 1 usługa"), ("ur", "ٹیم ورتھ: 1 سروس")])
def test_the_map_speaks_the_language_of_the_page(client: CheckedClient, language: str, said: str) -> None:
    assert map_links(client.page(f"/{language}/"))[said] == f"/{language}/services?district=tamworth"


@pytest.mark.usefixtures("services")
def test_the_map_beside_the_results_adds_a_district_and_takes_it_off(client: CheckedClient) -> None:
    links = map_links(client.page("/services?need=autism&district=tamworth"))
    assert set(links) == {"Tamworth: chosen. Take this filter off", "Lichfield: 2 services"}
    both = client.page(links["Lichfield: 2 services"])
    assert len(both.with_class("lo-map__district--chosen")) == 2
    assert len(both.with_class("lo-card")) == 2
    assert links["Tamworth: chosen. Take this filter off"] == "/services?need=autism"


@pytest.mark.usefixtures("services")
def test_beside_a_district_in_the_words_the_map_adds_one_that_gives_results(client: CheckedClient) -> None:
    links = map_links(client.page("/services?q=autism+in+tamworth"))
    page = client.page(links["Lichfield: 2 services"])
    assert page.heading.startswith("2 services")


@pytest.mark.usefixtures("services")
def test_where_nothing_was_found_the_map_leads_nowhere_that_is_empty(client: CheckedClient) -> None:
    page = client.page("/services?q=zzzz&district=tamworth")
    assert not page.with_class("lo-card")
    assert map_links(page) == {}
    assert len(page.with_class("lo-map__district--chosen")) == 1


def test_the_places_on_the_page_have_a_dot_each_but_never_a_hidden_one(client: CheckedClient, session: Session) -> None:
    near = {"town": "Tamworth", "easting": 420_700, "northing": 304_100}
    hidden = {"town": "Lichfield", "easting": 411_800, "northing": 309_600, "hidden": True}
    nowhere = {"town": "Stafford"}
    far = {"town": "London", "easting": 530_000, "northing": 180_000}
    listings.listing(session, districts=("tamworth",), venues=(near, hidden))
    listings.listing(session, districts=("tamworth",), venues=(near, nowhere, far))
    session.commit()
    page = client.page("/services")
    tamworth = page.with_class("lo-map__pin")
    assert len(tamworth) == 1
    assert "The dots are the places on this page." in page.words
    assert not client.page("/").with_class("lo-map__pin")


@pytest.mark.usefixtures("services")
def test_without_a_place_there_is_no_dot_and_no_word_about_dots(client: CheckedClient) -> None:
    page = client.page("/services")
    assert not page.with_class("lo-map__pin")
    assert "The dots" not in page.words


@pytest.mark.usefixtures("services")
def test_the_map_costs_a_page_little(client: CheckedClient) -> None:
    text = client.get("/").get_data(as_text=True)
    drawn = text[text.index("<svg") : text.rindex("</svg>")]
    assert len(brotli.compress(drawn.encode())) < MOST_OF_THE_MAP
    assert "style=" not in drawn


@pytest.mark.usefixtures("services")
def test_a_county_without_a_map_shows_the_list(settings: config.Settings, tmp_path: Path) -> None:
    folder = tmp_path / "county"
    shutil.copytree(county.FOLDER, folder)
    (folder / "map.json").unlink()
    app = create_app(replace(settings, county=folder))
    app.test_client_class = CheckedClient
    page = app.test_client().get("/").page  # type: ignore[attr-defined]
    assert not page.with_class("lo-map")
    assert [link for link in page.links if "district=" in link] == [
        "/services?district=lichfield",
        "/services?district=tamworth",
    ]
    app.extensions["localoffer_database"].engine.dispose()
