"""Parts of a page that are kept say the same as if they were drawn anew: in its language, about its own address."""

from __future__ import annotations

import pytest

from localoffer.languages import LANGUAGES
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database


def _current(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.with_class("lo-nav__link") if link.get("aria-current") == "page"]


def _switches(page: Page) -> set[str]:
    return {link for link in page.links if link.startswith("/language/")}


@pytest.mark.parametrize("path", ["/contact", "/pl/contact", "/ur/services", "/privacy"])
def test_each_page_marks_itself_whichever_was_shown_before(client: CheckedClient, path: str) -> None:
    client.get("/services")
    assert _current(client.page(path)) == ([path] if path != "/privacy" else [])


@pytest.mark.parametrize("path", ["/glossary", "/guide/what-the-law-asks"])
def test_a_page_of_information_marks_where_it_belongs(client: CheckedClient, path: str) -> None:
    entries = client.page(path).with_class("lo-nav__link")
    assert [one.get("href") for one in entries if one.get("aria-current")] == ["/guide"]


def test_the_language_links_come_back_to_the_page_that_they_are_on(client: CheckedClient) -> None:
    client.get("/contact")
    page = client.page('/services?q="><b>%20&age=7')
    assert _switches(page) == {
        f"/language/{code}?next=%2Fservices%3Fq%3D%22%3E%3Cb%3E%2520%26age%3D7" for code in set(LANGUAGES) - {"en"}
    }


def test_the_number_on_my_list_is_the_readers_own(client: CheckedClient) -> None:
    client.get("/contact")
    client.set_cookie("list", "AAAAAAAA.BBBBBBBB")
    assert "My list (2)" in client.page("/contact").words
    client.delete_cookie("list")
    assert "My list (" not in client.page("/contact").words
