"""What stands above every page: folded on a phone, so that the page itself begins on the first screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

MENU = ".lo-nav summary"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_phone_opens_the_menu_by_keyboard(open_page: Opener, javascript: bool) -> None:
    page = open_page("/services", width=PHONE, javascript=javascript)
    contact = page.locator(".lo-nav").get_by_role("link", name="Contact us")
    expect(contact).to_be_hidden()
    expect(page.get_by_role("link", name="My list")).to_be_visible()

    page.locator(MENU).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".lo-nav").get_by_role("link", name="Find support")).to_be_focused()
    contact.click()

    page.wait_for_url("**/contact")


@pytest.mark.parametrize("code", ["en", "ur"])
def test_an_open_menu_is_accessible(open_page: Opener, check_page: Callable[[Page], None], code: str) -> None:
    page = open_page("/contact" if code == "en" else f"/{code}/contact", width=PHONE)
    page.locator(MENU).click()
    check_page(page)


def test_a_desk_has_nothing_to_unfold(open_page: Opener) -> None:
    page = open_page("/services", width=DESK)
    expect(page.locator(MENU)).to_be_hidden()
    for name in ("Find support", "Contact us", "My list"):
        expect(page.locator(".lo-nav").get_by_role("link", name=name)).to_be_visible()
