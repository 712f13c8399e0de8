"""The site map and what search engines are told not to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, fromstring

import pytest
from sqlalchemy.orm import Session

import config
from localoffer import create_app
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.easy_read import seeding
from localoffer.languages import LANGUAGES
from localoffer.site import sitemap
from localoffer.vocabulary import ListingStatus
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.listings import change, listing, synonym
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PREFIXES = [language.prefix for language in LANGUAGES.values()]


def read(client: CheckedClient) -> Element:
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    root = fromstring(answer.get_data())  # noqa: S314 - our own
    assert root.tag == f"{SITEMAP}urlset"
    return root


def addresses(root: Element) -> list[str]:
    return [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]


def test_every_page_that_it_names_is_there_and_wants_to_be_found(client: CheckedClient, session: Session) -> None:
    listing(session, slug="lego")
    session.commit()

    named = addresses(read(client))

    assert len(set(named)) == len(named)
    for address in named:
        assert address.startswith("http://localhost/")
        page = client.page(address.removeprefix("http://localhost"))
        assert page.one(".//head/link[@rel='canonical']").get("href") == address
        assert page.one(".//head/meta[@name='description']").get("content"), "what a search engine says of it"
        assert page.tree.find(".//head/meta[@name='robots']") is None


def test_needs_and_districts_that_have_services_are_pages_of_their_own(client: CheckedClient, session: Session) -> None:
    listing(session, needs=("autism",), districts=("stafford",))
    session.commit()

    searches = [one for one in addresses(read(client)) if "?" in one]

    assert searches == [
        f"http://localhost{prefix}/services?{query}"
        for query in ("need=autism", "district=stafford")
        for prefix in PREFIXES
    ]


@pytest.mark.parametrize(
    "query", ["q=lego", "need=autism&need=adhd", "need=autism&cost=free", "need=hearing", "sort=name"]
)
def test_other_searches_are_not_for_search_engines(client: CheckedClient, session: Session, query: str) -> None:
    listing(session, needs=("autism",))
    session.commit()
    page = client.page(f"/services?{query}")
    assert page.one(".//head/meta[@name='robots']").get("content") == "noindex, follow"
    assert page.one(".//head/link[@rel='canonical']").get("href") == f"http://localhost/services?{query}"
    assert not page.all(".//head/link[@hreflang]")


def test_each_page_names_its_other_languages_as_the_page_itself_does(client: CheckedClient, session: Session) -> None:
    listing(session, slug="lego")
    session.commit()

    for url in read(client).iter(f"{SITEMAP}url"):
        page = client.page(url.findtext(f"{SITEMAP}loc", "").removeprefix("http://localhost"))
        said = [(one.get("hreflang"), one.get("href")) for one in page.all(".//head/link[@hreflang]")]
        assert [(one.get("hreflang"), one.get("href")) for one in url.iter(f"{XHTML}link")] == said


def test_only_what_is_published_is_named_with_the_day_of_its_change(client: CheckedClient, session: Session) -> None:
    lego = listing(session, slug="lego")
    listing(session, slug="draft", status=ListingStatus.DRAFT)
    session.commit()
    services = [one for one in read(client).iter(f"{SITEMAP}url") if "/services/" in one.findtext(f"{SITEMAP}loc", "")]
    assert [one.findtext(f"{SITEMAP}loc") for one in services] == [
        f"http://localhost{prefix}/services/lego" for prefix in PREFIXES
    ]
    assert {one.findtext(f"{SITEMAP}lastmod") for one in services} == {"2026-10-01"}

    change(session, lego, status=ListingStatus.ARCHIVED)
    session.commit()
    assert not [one for one in addresses(read(client)) if "/services/" in one]


def test_the_addresses_are_those_that_the_council_set(settings: config.Settings, session: Session) -> None:
    listing(session)
    session.commit()
    app = create_app(replace(settings, base_url="https://offer.example.org"))

    text = app.test_client().get("/sitemap.xml", base_url="https://offer.example.org").get_data(as_text=True)

    assert "<loc>https://offer.example.org/</loc>" in text
    assert "localhost" not in text


def test_it_is_made_once_until_something_changes(client: CheckedClient, session: Session, database: Database) -> None:
    listing(session)
    session.commit()
    first = client.get("/sitemap.xml")

    with queries_of(database) as asked:
        again = client.get("/sitemap.xml", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert [statement for statement in asked if "change_numbers" not in statement] == []


def test_a_page_of_easy_read_is_named_as_soon_as_it_is_there(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    assert not [one for one in addresses(read(client)) if "/easy-read/" in one]
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    session.commit()
    assert "http://localhost/easy-read/urgent-help" in addresses(read(client))


def test_it_is_made_again_with_each_index_and_each_day(
    client: CheckedClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"")
        return b""

    monkeypatch.setattr(sitemap, "_made", make)
    client.get("/sitemap.xml")
    synonym(session, "bricks", "lego")
    session.commit()
    client.get("/sitemap.xml")
    assert len(made) == 2
    monkeypatch.setattr(sitemap, "today", lambda: date(2030, 1, 1))
    client.get("/sitemap.xml")
    client.get("/sitemap.xml")
    assert len(made) == 3


def test_a_change_after_midnight_here_is_of_the_new_day(client: CheckedClient, session: Session) -> None:
    listing(session, slug="lego", published_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    session.commit()
    (english,) = (
        one
        for one in read(client).iter(f"{SITEMAP}url")
        if one.findtext(f"{SITEMAP}loc") == "http://localhost/services/lego"
    )
    assert english.findtext(f"{SITEMAP}lastmod") == "2026-07-02"


def test_it_never_grows_too_long(client: CheckedClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4 * len(PREFIXES))
    for _ in range(10):
        listing(session)
    session.commit()

    assert len(addresses(read(client))) == 4 * len(PREFIXES)


def test_robots_are_told_of_it_and_kept_from_what_is_private(client: CheckedClient) -> None:
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()

    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert {"Disallow: /admin", "Disallow: /services/my-list", "Disallow: /refer/life-skills/"} <= set(lines)


@pytest.mark.parametrize("path", ["/pl/sitemap.xml", "/ur/robots.txt"])
def test_they_have_one_address_only(client: CheckedClient, path: str) -> None:
    assert client.get(path).status_code == 404
