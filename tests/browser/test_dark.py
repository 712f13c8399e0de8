"""Pages are dark where the device is: no switch, no script, and as accessible as in light."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.filling_in import main_button
from tests.browser.test_easy_read import PAGES as EASY_PAGES
from tests.browser.test_guide import PAGES as GUIDE_PAGES
from tests.browser.test_pages import PAGES

pytestmark = pytest.mark.any_database

Check = Callable[[Page], None]
SOME = (
    "/",
    "/services?q=trampoline",
    "/services/life-skills-and-independence",
    "/easy-read/life-skills",
    "/admin/sign-in",
)
GROUND = "getComputedStyle(document.body).backgroundColor"
QUIET_WORDS = "getComputedStyle(document.querySelector('.govuk-hint')).color"
WHITE = "rgb(255, 255, 255)"


def test_pages_are_accessible_in_dark_and_white_in_light_and_on_paper(open_page: Opener, check_page: Check) -> None:
    page = open_page("/call-me", width=PHONE)
    assert page.evaluate(GROUND) == WHITE
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) != WHITE
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == WHITE

    page.emulate_media(media="screen")
    main_button(page).click()
    assert page.locator(".govuk-error-summary").is_visible()
    check_page(page)
    for path in SOME:
        page.goto(path)
        check_page(page)


def test_stronger_contrast_in_dark_makes_words_lighter(open_page: Opener) -> None:
    page = open_page("/call-me", width=PHONE)
    page.emulate_media(color_scheme="dark")
    quiet = page.evaluate(QUIET_WORDS)
    page.emulate_media(contrast="more")

    assert _lightness(page.evaluate(QUIET_WORDS)) > _lightness(quiet) > _lightness(page.evaluate(GROUND))


def test_a_staff_list_is_accessible_in_dark(sign_in: Callable[..., Page], check_page: Check) -> None:
    page = sign_in("manager")
    page.emulate_media(color_scheme="dark")
    page.goto("/admin/referrals")
    check_page(page)


@pytest.mark.matrix
@pytest.mark.parametrize("language", ["", "/ur"])
def test_every_page_is_accessible_in_dark(open_page: Opener, check_page: Check, language: str) -> None:
    page = open_page(f"{language}/", width=DESK)
    page.emulate_media(color_scheme="dark")
    for path in (*PAGES, *EASY_PAGES, *GUIDE_PAGES):
        page.goto(f"{language}{path}")
        check_page(page)


def _lightness(colour: str) -> int:
    return sum(int(channel) for channel in re.findall(r"\d+", colour))
