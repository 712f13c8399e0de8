"""The language of a page: by its address, and for the home page by choice and browser."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from localoffer import languages
from localoffer.languages import LANGUAGES
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.parametrize("code", OTHERS)
def test_the_address_decides_the_language(client: CheckedClient, code: str) -> None:
    page = client.page(f"/{code}/contact")
    html = page.tree
    assert (html.get("lang"), html.get("dir")) == (code, LANGUAGES[code].direction)
    assert client.get(f"/{code}/contact").headers["Content-Language"] == code


@pytest.mark.parametrize("code", OTHERS)
def test_links_stay_in_the_language(client: CheckedClient, code: str) -> None:
    inner = [link for link in client.page(f"/{code}/contact").links if link.startswith("/")]
    strays = [link for link in inner if not link.startswith((f"/{code}/", "/language/"))]
    assert not strays


def test_an_address_without_a_language_is_english_whatever_the_browser_asks_for(client: CheckedClient) -> None:
    page = client.page("/contact", headers={"Accept-Language": "pl"})
    assert page.tree.get("lang") == "en"


def test_home_meets_a_reader_in_the_language_of_the_browser(client: CheckedClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "ur-PK, en;q=0.5"})
    assert (answer.status_code, answer.location) == (302, "/ur/")
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)


def test_an_explicit_choice_comes_before_the_browser(client: CheckedClient) -> None:
    client.get("/language/en?next=/")
    assert client.get("/", headers={"Accept-Language": "pl"}).status_code == 200
    client.get("/language/pl?next=/")
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/pl/"


def test_the_switch_keeps_the_place(client: CheckedClient) -> None:
    answer = client.get("/language/pl?next=/services%3Fdistrict%3Dtamworth")
    assert answer.location == "/pl/services?district=tamworth"
    page = client.page("/services?district=tamworth")
    assert any("/language/pl?next=" in link and "district%3Dtamworth" in link for link in page.links)


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""])
def test_the_switch_never_leads_to_another_site(client: CheckedClient, place: str) -> None:
    assert client.get("/language/pl", query_string={"next": place}).location == "/pl/"


@pytest.mark.parametrize("place", ["/pl//evil.example/x", "/pl///evil.example/x", "/pl/ro//evil.example/x"])
@pytest.mark.parametrize("switch", ["/language/en", "/easy-read/choose/easy", "/easy-read/choose/standard"])
def test_a_language_taken_away_leaves_no_address_of_another_site(
    client: CheckedClient, switch: str, place: str
) -> None:
    assert client.get(switch, query_string={"next": place}).location == "/evil.example/x"


@given(st.lists(st.sampled_from(["/", "\\", "pl", "ro", "?", "evil.example"])).map("".join))
def test_the_address_in_a_language_is_always_of_this_site(path: str) -> None:
    for language in LANGUAGES.values():
        assert languages.address_in(language, path).startswith(f"{language.prefix}/")
        assert not languages.address_in(language, path).startswith(("//", "/\\"))


@pytest.mark.parametrize(("place", "shown"), [("/ur/contact", "/pl/contact"), ("/ur", "/pl/"), ("/url", "/pl/url")])
def test_the_switch_replaces_a_language_that_is_there(client: CheckedClient, place: str, shown: str) -> None:
    assert client.get("/language/pl", query_string={"next": place}).location == shown


def test_the_switch_knows_only_the_languages_of_the_site(client: CheckedClient) -> None:
    assert client.get("/language/xx").status_code == 404


@pytest.mark.parametrize(
    "path", ["/pl/admin", "/pl/health/live", "/pl/language/en", "/PL/admin", "/en/health/live", "/xx/contact"]
)
def test_what_has_one_address_has_no_other(client: CheckedClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_names_itself_in_each_language(client: CheckedClient) -> None:
    page = client.page("/pl/contact")
    named = {link.get("hreflang"): link.get("href") for link in page.all(".//link") if link.get("rel") == "alternate"}
    assert named["ur"] == "http://localhost/ur/contact"
    assert named["x-default"] == "http://localhost/contact"
    assert set(LANGUAGES) <= set(named)


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_says_that_no_speaker_has_checked_it(client: CheckedClient, code: str) -> None:
    assert client.page(f"/{code}/contact").with_class("lo-unchecked")
    assert not client.page("/contact").with_class("lo-unchecked")


def test_dates_follow_the_language_in_mail_too(app: Flask) -> None:
    with app.app_context():
        with languages.speaking("pl"):
            assert languages.format_date(date(2026, 10, 3)) == "3 października 2026"
        assert languages.format_date(date(2026, 10, 3)) == "3 October 2026"


@pytest.mark.parametrize(("code", "expected"), [("en", "en_GB"), ("pl", "pl_PL"), ("ur", "ur_PK")])
def test_a_language_names_the_country_that_it_is_most_spoken_in(code: str, expected: str) -> None:
    assert languages.get(code).with_country == expected


DAY, MOMENT = date(2026, 10, 3), datetime(2026, 10, 3, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "day", "month", "moment"),
    [
        ("en", "3 October 2026", "October 2026", "3 October 2026, 14:05"),
        ("pl", "3 października 2026", "październik 2026", "3 października 2026, 14:05"),
        ("ro", "3 octombrie 2026", "octombrie 2026", "3 octombrie 2026, 14:05"),
        ("pa", "3 ਅਕਤੂਬਰ 2026", "ਅਕਤੂਬਰ 2026", "3 ਅਕਤੂਬਰ 2026, 14:05"),
        ("ur", "3 اکتوبر، 2026", "اکتوبر 2026", "3 اکتوبر، 2026 14:05"),
        ("hu", "2026. október 3.", "2026. október", "2026. október 3. 14:05"),
        ("bg", "3 октомври 2026 г.", "октомври 2026 г.", "3 октомври 2026 г., 14:05 ч."),
        ("uk", "3 жовтня 2026 р.", "жовтень 2026 р.", "3 жовтня 2026 р., 14:05"),
        ("ar", "3 أكتوبر 2026", "أكتوبر 2026", "3 أكتوبر 2026، 14:05"),
    ],
)
def test_dates_and_times_are_written_as_the_language_writes_them(
    app: Flask, every_language: None, code: str, day: str, month: str, moment: str
) -> None:
    with app.test_request_context("/"), languages.speaking(code):
        said = (languages.format_date(DAY), languages.format_month(DAY), languages.format_moment(MOMENT))
    assert tuple(words.replace("\u00a0", " ") for words in said) == (day, month, moment)


def test_a_date_that_ends_in_a_stop_ends_the_sentence(every_language: None, app: Flask) -> None:
    app.jinja_env.loader = DictLoader({"day.html": "{{ _('We keep what you typed until %(date)s.', date=day) }}"})
    with app.test_request_context("/"), languages.speaking("bg"):
        day = languages.format_date(DAY)
        told = render_template("day.html", day=day)
        assert languages.gettext("We keep what you typed until %(date)s.", date=day) == told
    assert told.endswith("2026\u00a0г.")
    assert not told.endswith("..")
