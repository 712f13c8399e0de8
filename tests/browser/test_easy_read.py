"""Easy read in a real browser: accessible in every width and direction, kept as a choice, and used by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from localoffer.languages import LANGUAGES
from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

LISTING = "/services/powerchair-football-hednesford/easy-read"
PAGES = ("/easy-read", "/easy-read/home", "/easy-read/life-skills", "/easy-read/urgent-help", LISTING)
OTHERS = [code for code in LANGUAGES if code != "en"]
LONGEST_LINE = 66
"""In average letters; the widest that is still easy to follow."""


def test_pages_are_accessible_on_a_phone_and_at_a_desk(open_page: Opener, check_page: Callable[[Page], None]) -> None:
    page = open_page("/easy-read", width=PHONE)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(path)
            check_page(page)
            assert page.evaluate("[...document.images].every(one => one.alt === '')")


@pytest.mark.parametrize("code", OTHERS)
def test_pages_are_accessible_in_other_languages(
    open_page: Opener, check_page: Callable[[Page], None], code: str
) -> None:
    page = open_page(f"/{code}/", width=PHONE)
    for path in (PAGES[2], LISTING):
        page.goto(f"/{code}{path}")
        check_page(page)


def test_words_are_large_and_lines_are_short(open_page: Opener) -> None:
    page = open_page("/easy-read/home", width=DESK)
    size, width = page.locator(".lo-easy__words").first.evaluate(
        "one => [parseFloat(getComputedStyle(one).fontSize), one.getBoundingClientRect().width]"
    )
    assert size >= 22
    # an average letter is half as wide as it is tall
    assert width / (size / 2) <= LONGEST_LINE


def test_the_choice_is_made_by_keyboard_and_stays_through_the_form(
    open_page: Opener, check_page: Callable[[Page], None]
) -> None:
    page = open_page("/help/now", width=PHONE)
    page.locator(".lo-reading__link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/easy-read/urgent-help")

    page.goto("/refer/life-skills")
    page.get_by_role("button", name="Start now").click()
    page.goto("/refer/life-skills/who")
    check_page(page)
    page.get_by_role("button", name="Continue", exact=True).last.click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    check_page(page)

    page.get_by_label("A parent or carer").check()
    page.get_by_role("button", name="Continue", exact=True).last.click()
    page.get_by_label("Your child’s first name").fill("Zebedee")
    page.get_by_role("button", name="Standard version").click()
    page.wait_for_load_state()
    assert page.get_by_label("Your child’s first name").input_value() == "Zebedee"
    assert page.locator(".lo-easy__question").count() == 0
