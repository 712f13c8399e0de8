"""The guide's pages as families see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import subjects
from localoffer.guide.content import PageContent
from localoffer.guide.pages import publishing
from localoffer.guide.pages.links import PLACES
from localoffer.languages import speaking
from tests.guide.pages.conftest import MakePage
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

ENGLISH = PageContent(
    "Turning 16",
    "What changes.",
    "Young people",
    "You do",
    "[[fill How long it takes]]",
    "Read [about 18](page:turning-18#money).\n\n## Money\n\n[[contact front_door]]\n\n[[steps plan-steps]]",
)
POLISH = PageContent("Masz 16 lat", "Co się zmienia.", "Dla młodych", "Ty", "Rok", "## Pieniądze")


def test_a_page_tells_who_it_is_for_who_decides_and_how_long(client: CheckedClient, make_page: MakePage) -> None:
    make_page("plan-steps", section="parts", en=PageContent("Steps", body="1. **Ask.** You ask."))
    make_page("turning-18", position=2, en=PageContent("Turning 18", body="## Money"))
    make_page(en=ENGLISH)

    page = client.page("/guide/turning-16")

    questions = ["".join(one.itertext()).strip() for one in page.all(".//dl[@class='lo-guide__facts']//dt")]
    assert questions == ["Who it is for", "Who decides", "How long it takes"]
    assert page.one(".//dl//mark[@class='lo-gap']") is not None
    assert page.one(".//a[@href='/guide/turning-18#money']").text == "about 18"
    assert page.one(".//ol[@class='lo-steps']/li") is not None
    assert page.one(".//div[@class='lo-guide__body']//a[@class='govuk-link lo-phone']") is not None
    assert page.one(".//a[@rel='next']").get("href") == "/guide/turning-18"


def test_a_page_ends_in_services_that_fit(client: CheckedClient, session: Session, make_page: MakePage) -> None:
    for number in range(4):
        listing(session, slug=f"club-{number}", kinds=("short-breaks",))
    make_page(services="kind=short-breaks")

    page = client.page("/guide/turning-16")

    assert len(page.all(".//li[@class='lo-card']")) == 3
    assert page.one(".//a[@class='govuk-link lo-guide__all']").get("href") == "/services?kind=short-breaks"


def test_a_page_without_a_translation_is_shown_in_english_and_says_so(
    client: CheckedClient, make_page: MakePage
) -> None:
    make_page(pl=POLISH)

    assert "Masz 16 lat" in (client.page("/pl/guide/turning-16").one(".//h1").text or "")
    urdu = client.page("/ur/guide/turning-16")
    assert urdu.one(".//h1/span").get("lang") == "en"
    assert urdu.one(".//p[@class='lo-untranslated']") is not None


def test_what_a_translation_lacks_is_in_english_and_marked_field_by_field(
    client: CheckedClient, make_page: MakePage
) -> None:
    # given a translation without a summary, a fact and the page itself, and steps that are in English alone
    make_page("plan-steps", section="parts", en=PageContent("Steps", body="1. **Ask.** You ask."))
    make_page(en=ENGLISH, pl=PageContent("Masz 16 lat", who_for="Dla młodych", who_decides="Ty"))
    make_page("turning-18", position=2, en=ENGLISH, pl=replace(POLISH, body="## Plan\n\n[[steps plan-steps]]"))

    page = client.page("/pl/guide/turning-16")
    assert page.one(".//h1").text == "Masz 16 lat"
    assert [one.get("lang") for one in page.with_class("lo-guide__answer")] == [None, None, "en"]
    assert [page.with_class(name)[0].get("lang") for name in ("lo-guide__lead", "lo-guide__body")] == ["en", "en"]
    assert len(page.with_class("lo-untranslated")) == 1
    assert client.page("/pl/guide/sections/growing-up").one(".//li//p/span").get("lang") == "en"

    # then a piece that a page embeds says in which language it is
    steps = client.page("/pl/guide/turning-18").one(".//div[@class='lo-guide__body']/div[@lang='en']/ol")
    assert steps.get("class") == "lo-steps"


def test_a_translation_behind_its_english_says_so(
    client: CheckedClient, session: Session, make_page: MakePage, told: dict[str, Any]
) -> None:
    page = make_page(pl=POLISH)
    assert client.page("/pl/guide/turning-16").all(".//p[@class='lo-untranslated']") == []

    publishing.save_draft(session, page=page, language="en", content=ENGLISH, **told)
    publishing.publish(session, page=page, language="en", **told)
    session.commit()

    assert client.page("/pl/guide/turning-16").one(".//p[@class='lo-untranslated']") is not None


def test_a_page_says_when_the_council_checked_it(
    client: CheckedClient, session: Session, make_page: MakePage, told: dict[str, Any]
) -> None:
    page = make_page()
    assert "has not checked this page yet" in client.get("/guide/turning-16").get_data(as_text=True)

    publishing.mark_checked(session, page=page, on=date(2026, 11, 22), checked_by="Ana", **told)
    session.commit()

    text = client.get("/guide/turning-16").get_data(as_text=True)
    assert "Last checked on 22 November 2026. It will be looked at again by 22 May 2027." in text


def test_drafts_parts_and_archived_pages_have_no_address(
    client: CheckedClient, session: Session, make_page: MakePage, told: dict[str, Any]
) -> None:
    make_page("plan-steps", section="parts")
    page = make_page()
    publishing.archive(session, page=page, **told)
    session.commit()

    for address in ("/guide/plan-steps", "/guide/turning-16", "/guide/turning-16/print", "/guide/sections/nowhere"):
        assert client.get(address).status_code == 404


def test_a_section_shows_its_pages_in_order(client: CheckedClient, make_page: MakePage) -> None:
    make_page("turning-18", position=2, en=PageContent("Turning 18"))
    make_page()

    page = client.page("/guide/sections/growing-up")

    assert [one.get("href") for one in page.all(".//h2/a")] == ["/guide/turning-16", "/guide/turning-18"]


@pytest.mark.parametrize("size", ["", "?size=large"])
def test_a_page_and_a_section_are_printed(client: CheckedClient, make_page: MakePage, size: str) -> None:
    make_page("plan-steps", section="parts", en=PageContent("Steps", body="1. **Ask.** You ask."))
    make_page("turning-18", position=2, en=PageContent("Turning 18", body="## Money"))
    make_page(en=ENGLISH)

    for address, number in (("/guide/turning-16/print", 1), ("/guide/sections/growing-up/print", 2)):
        page = client.page(f"{address}{size}")
        assert len(page.all(".//article[@class='lo-printed']")) == number
        assert ("lo-large" in page.one(".//body").get("class", "")) == bool(size)


def test_no_page_asks_the_database_for_the_guide(
    client: CheckedClient, make_page: MakePage, database: Database
) -> None:
    make_page(en=ENGLISH)
    client.page("/guide/turning-16")

    with queries_of(database) as asked:
        client.page("/guide/turning-16")

    assert [statement for statement in asked if "change_numbers" not in statement] == []


def test_what_is_published_in_the_guide_is_in_the_site_map(client: CheckedClient, make_page: MakePage) -> None:
    make_page()
    text = client.get("/sitemap.xml").get_data(as_text=True)
    assert "/guide/turning-16</loc>" in text
    assert "/guide/sections/growing-up</loc>" in text
    assert "/guide/sections/rights</loc>" not in text


def test_a_comment_can_be_about_a_page(app: Flask, make_page: MakePage) -> None:
    make_page(pl=POLISH)
    with app.test_request_context("/"), speaking("pl"):
        found = subjects.resolve("page:turning-16")
        assert found is not None
        assert found.title == "Masz 16 lat"
        assert subjects.resolve("page:nowhere") is None


def test_every_place_that_words_can_lead_to_is_there(app: Flask) -> None:
    assert set(PLACES.values()) <= set(app.view_functions)
