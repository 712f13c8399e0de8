"""Suggestions in the search box: by keyboard, told to screen readers, and never in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("path", ["/", "/services", "/ur/services"])
def test_suggestions_are_an_accessible_list_at_the_box(
    open_page: Opener, check_page: Callable[[Page], None], path: str
) -> None:
    page = open_page(path, width=PHONE)
    box = page.locator("#q")
    box.press_sequentially("ki")

    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#q ~ [role=status]")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=listbox] [role=option]").first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "q-suggestions-0")
    check_page(page)


def test_a_suggestion_fills_the_box_and_only_then_enter_searches(open_page: Opener) -> None:
    page = open_page("/", width=DESK)
    box = page.locator("#q")
    box.press_sequentially("aut")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Autism")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    assert page.url.rstrip("/").count("/") == 2

    page.keyboard.press("Enter")
    page.wait_for_url("**/services?q=Autism*")


def test_escape_closes_the_list_and_keeps_the_words(open_page: Opener) -> None:
    page = open_page("/services", width=DESK)
    box = page.locator("#q")
    box.press_sequentially("club")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(box).to_have_value("club")
    expect(box).to_be_focused()


def test_enter_without_a_choice_searches_for_what_was_typed(open_page: Opener) -> None:
    page = open_page("/", width=DESK)
    page.locator("#q").press_sequentially("club")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()

    page.keyboard.press("Enter")

    page.wait_for_url("**/services?q=club*")


def test_a_click_takes_a_suggestion(open_page: Opener) -> None:
    page = open_page("/", width=PHONE)
    page.locator("#q").press_sequentially("aut")
    page.locator("[role=listbox] [role=option]").first.click()

    expect(page.locator("#q")).to_have_value("Autism")
