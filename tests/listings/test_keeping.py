"""My list: kept in the reader's own browser, printed, shared by a link, and changed by nobody else's page."""

from __future__ import annotations

import re
from dataclasses import replace
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import config
from localoffer import create_app
from localoffer.listings import kept, slugs
from localoffer.listings.kept import key_of
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus
from tests.support.client import CheckedClient
from tests.support.listings import change, listing
from tests.support.queries import queries_of
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

OURS = {"Sec-Fetch-Site": "same-origin"}


def press(client: CheckedClient, page: Page, words: str, **headers: str) -> TestResponse:
    """Press the first button of a list with these words as a browser without JavaScript does."""
    buttons = (one for one in page.all(".//button") if one.get("form"))
    button = next(one for one in buttons if words in "".join(one.itertext()))
    form = page.one(f".//form[@id='{button.get('form')}']")
    fields = {field.get("name"): field.get("value") for field in form.findall("input")}
    pressed = {button.get("name"): button.get("value")}
    return client.post(form.get("action", ""), data={**fields, **pressed}, headers=headers or OURS)


def names(page: Page) -> list[str]:
    return [" ".join("".join(link.itertext()).split()) for link in page.all(".//main//li/h2/a")]


def keep(client: CheckedClient, *listings: Listing) -> None:
    """Put services on the list of this browser."""
    for one in listings:
        press(client, client.page(f"/services/{one.slug}"), "Keep this service")


def held(client: CheckedClient) -> str | None:
    cookie = client.get_cookie("list")
    return cookie.value if cookie else None


def test_a_list_begins_empty_and_says_what_to_do(client: CheckedClient) -> None:
    page = client.page("/services/my-list")

    assert "Your list is empty." in page.words
    assert "Press “Keep this service”" in page.words
    assert "/services" in page.links
    assert held(client) is None


def test_services_are_kept_in_order_and_taken_off(client: CheckedClient, session: Session) -> None:
    swimming, art, music = (listing(session, name) for name in ("Swimming", "Art club", "Music"))
    session.commit()

    keep(client, swimming, art, music)
    page = client.page("/services/my-list")
    assert names(page) == ["Swimming", "Art club", "Music"]
    assert "My list (3)" in page.words

    press(client, page, "Take off my list")
    assert names(client.page("/services/my-list")) == ["Art club", "Music"]

    press(client, client.page("/services/my-list"), "Empty my list")
    assert held(client) is None
    assert "Your list is empty." in client.page("/services/my-list").words


def test_a_list_that_was_emptied_can_be_put_back(client: CheckedClient, session: Session) -> None:
    swimming, art = (listing(session, name) for name in ("Swimming", "Art club"))
    session.commit()
    keep(client, swimming, art)

    emptied = press(client, client.page("/services/my-list"), "Empty my list")
    put_back = press(client, client.page(emptied.location), "Put back what was on it")

    assert put_back.location == "/services/my-list"
    assert names(client.page("/services/my-list")) == ["Swimming", "Art club"]


def test_the_reader_comes_back_to_where_the_button_was(client: CheckedClient, session: Session) -> None:
    club = listing(session, "Lego club", slug="lego")
    session.commit()

    answer = press(client, client.page("/ur/services?q=lego&district=stafford"), "")
    assert answer.status_code == 303
    assert answer.location == f"/ur/services?q=lego&district=stafford#service-{key_of(club.uuid)}"
    found = client.page("/services?q=lego")
    assert found.one(f".//*[@id='service-{key_of(club.uuid)}']") is not None

    answer = press(client, client.page("/services/lego?q=lego"), "Take off my list")
    assert answer.location == f"/services/lego?q=lego#service-{key_of(club.uuid)}"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])
def test_the_button_leads_to_no_other_site(client: CheckedClient, back: str) -> None:
    answer = client.post("/services/my-list", data={"keep": "AAAAAAAA", "back": back}, headers=OURS)

    assert answer.location == "/services/my-list#service-AAAAAAAA"


def test_the_cookie_holds_keys_and_lasts_for_a_year(client: CheckedClient, session: Session) -> None:
    first, second = listing(session, slug="first"), listing(session, slug="second")
    session.commit()
    keep(client, first)

    answer = press(client, client.page("/services/second"), "Keep this service")

    morsel = SimpleCookie(answer.headers["Set-Cookie"])["list"]
    assert morsel.value == kept.write([key_of(first.uuid), key_of(second.uuid)])
    assert morsel["max-age"] == str(365 * 24 * 60 * 60)
    assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("Lax", "/", "")
    assert morsel["httponly"] is True
    assert "Set-Cookie" not in client.get("/services/my-list").headers


def test_over_https_no_other_host_can_set_the_cookie(settings: config.Settings) -> None:
    app: Flask = create_app(replace(settings, base_url="https://localhost"))

    answer = app.test_client().post(
        "/services/my-list", data={"keep": "AAAAAAAA"}, headers=OURS, base_url="https://localhost"
    )

    set_cookie = answer.headers["Set-Cookie"]
    assert set_cookie.startswith("__Host-list=AAAAAAAA;")
    assert "; Secure" in set_cookie
    assert "Domain" not in set_cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost@evil.example"},
        {"Referer": "https://evil.example/http://localhost/"},
        {"Referer": "http://[broken"},
        {},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    client: CheckedClient, session: Session, headers: dict[str, str]
) -> None:
    mine = listing(session)
    session.commit()
    keep(client, mine)
    before = held(client)

    for fields in ({"keep": "AAAAAAAA"}, {"drop": before}):
        answer = client.post("/services/my-list", data=fields, headers=headers)
        assert answer.status_code == 400
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Referer": "http://localhost/services"}])
def test_a_browser_that_does_not_name_the_site_is_known_by_its_origin(
    client: CheckedClient, headers: dict[str, str]
) -> None:
    assert client.post("/services/my-list", data={"keep": "AAAAAAAA"}, headers=headers).status_code == 303
    assert held(client) == "AAAAAAAA"


def test_a_full_list_says_so_and_stays_as_it_is(client: CheckedClient, session: Session) -> None:
    listing(session, "One more", slug="more")
    session.commit()
    full = kept.write(key_of(uuid4()) for _ in range(kept.MOST))
    client.set_cookie("list", full)

    answer = press(client, client.page("/services/more"), "Keep this service")

    assert answer.status_code == 400
    assert "Your list is full: it holds 40 services." in answer.page.words  # type: ignore[attr-defined]
    assert held(client) == full


def test_a_service_that_went_is_said_and_can_be_taken_off(client: CheckedClient, session: Session) -> None:
    stays, goes = listing(session, "Art club"), listing(session, "Old club")
    session.commit()
    keep(client, stays, goes)
    change(session, goes, status=ListingStatus.ARCHIVED)
    session.commit()

    page = client.page("/services/my-list")
    assert names(page) == ["Art club"]
    assert "1 service that you kept is no longer here." in page.words

    press(client, page, "Take off my list")
    assert held(client) == key_of(stays.uuid)


def test_a_number_that_is_used_again_brings_no_other_service(client: CheckedClient, session: Session) -> None:
    old = listing(session, "Old club")
    session.commit()
    keep(client, old)
    number = old.id
    session.delete(old)
    session.flush()
    listing(session, "Another service", id=number)
    session.commit()

    page = client.page("/services/my-list")

    assert names(page) == []
    assert "1 service that you kept is no longer here." in page.words


def test_a_shared_list_is_the_same_for_everybody(client: CheckedClient, app: Flask, session: Session) -> None:
    swimming, art, draft = listing(session, "Swimming"), listing(session, "Art club"), listing(session, "Secret plan")
    draft.status = ListingStatus.DRAFT
    session.commit()
    shared = kept.write([key_of(swimming.uuid), key_of(art.uuid)])
    keep(client, swimming, art)
    address = next(link for link in client.page("/pl/services/my-list").links if "/services/list?" in link)
    assert address == f"http://localhost/pl/services/list?s={shared}"

    other = app.test_client()
    assert isinstance(other, CheckedClient)
    page = other.page(f"/services/list?s={shared}.{key_of(draft.uuid)}")
    assert names(page) == ["Swimming", "Art club"]
    assert "Secret plan" not in page.words
    assert "1 service of this list is no longer here." in page.words
    assert held(other) is None

    press(other, page, "Keep all of these")
    assert held(other) == shared


def test_a_list_is_in_no_search_engine(client: CheckedClient, session: Session) -> None:
    club = listing(session)
    session.commit()

    for path in ("/services/my-list", *(f"/services/list{page}?s={key_of(club.uuid)}" for page in ("", "/print"))):
        assert client.page(path).one(".//meta[@name='robots']").get("content") == "noindex"


def test_a_list_prints_everything_about_each_service(client: CheckedClient, session: Session) -> None:
    art = listing(session, "Art club", words={"description": "We paint."}, phone="01632 960123")
    swimming = listing(session, "Swimming", words={"description": "We swim."})
    session.commit()
    keep(client, art, swimming)

    for path in ("/services/my-list/print", f"/services/list/print?s={key_of(art.uuid)}.{key_of(swimming.uuid)}"):
        page = client.page(path)
        assert page.heading == "2 services to print"
        assert len(page.with_class("lo-printed")) == 2
        for said in ("We paint.", "01632 960123", "We swim."):
            assert said in page.words


def test_one_service_is_printed_in_large_letters_from_its_own_page(client: CheckedClient, session: Session) -> None:
    listing(session, "Swimming", slug="swimming")
    session.commit()
    (address,) = (link for link in client.page("/services/swimming").links if "size=large" in link)
    page = client.page(address)
    assert "lo-large" in page.one("body").get("class", "")
    assert page.heading == "1 service to print"
    assert page.with_class("govuk-back-link")[0].get("href") == "/services/swimming"


def test_a_list_prints_in_large_letters_and_back_in_small_ones(client: CheckedClient, session: Session) -> None:
    club = listing(session)
    session.commit()
    keep(client, club)

    for path in ("/services/my-list", f"/services/list?s={key_of(club.uuid)}"):
        large = link(client.page(path), "Print them in large letters")
        page = client.page(large)
        assert page.with_class("lo-large")
        page = client.page(link(page, "Smaller letters"))
        assert not page.with_class("lo-large")
        assert link(page, "Large letters") == large


def link(page: Page, words: str) -> str:
    (found,) = (one for one in page.all(".//a") if "".join(one.itertext()).strip() == words)
    return str(found.get("href"))


def test_no_cache_keeps_somebodys_list(client: CheckedClient) -> None:
    for path in ("/services/my-list", "/services/my-list/print"):
        assert client.get(path).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "asked", ["", "x", "0", "-1", "9" * 5000, "1;2", "1..2", "%00", "٣", "AAAAAAAA", "²", "." * 9000]
)
def test_a_broken_link_shows_an_empty_list(client: CheckedClient, asked: str) -> None:
    page = client.page("/services/list", query_string={"s": asked})

    assert names(page) == []
    assert "There is no service on this list." in page.words
    client.page("/services/list/print", query_string={"s": asked})


def test_looking_at_a_page_without_a_list_asks_nothing_more(client: CheckedClient, app: Flask) -> None:
    client.page("/services")
    with queries_of(app.extensions["localoffer_database"]) as asked:
        client.post("/services/my-list", data={"keep": "AAAAAAAA.BBBBBBBB"}, headers=OURS)
    assert asked == []


def test_no_service_takes_the_address_of_a_page(app: Flask, session: Session) -> None:
    pages = {
        match[1]
        for rule in app.url_map.iter_rules()
        if (match := re.fullmatch(r"/services/([a-z0-9-]+)(/.*)?", rule.rule))
    }

    assert pages == slugs.RESERVED
    assert slugs.free_slug(session, "My list") == "my-list-2"


@given(some.lists(some.uuids().map(key_of), max_size=kept.MOST, unique=True))
def test_what_is_written_is_read_again(keys: list[str]) -> None:
    assert kept.read(kept.write(keys)) == tuple(keys)


@given(some.text(max_size=2000))
def test_no_text_is_too_broken_to_read(text: str) -> None:
    keys = kept.read(text)

    assert len(keys) <= kept.MOST
    assert len(set(keys)) == len(keys)
    assert kept.read(kept.write(keys)) == keys
