"""Pages are dark where the device is: no switch, no script, and as accessible as in light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.test_easy_read import PAGES as EASY_PAGES
from tests.browser.test_guide import PAGES as GUIDE_PAGES
from tests.browser.test_pages import PAGES

pytestmark = pytest.mark.any_database

Check = Callable[[Page], None]
LISTING = "/services/life-skills-and-independence"
SOME = ("/", "/services?need=autism&district=tamworth", LISTING, "/easy-read/life-skills", "/admin/sign-in")
STAFF = ("/admin/referrals", "/admin/translations")
GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"


def test_pages_are_accessible_in_dark(open_page: Opener, check_page: Check) -> None:
    page = open_page("/cookies", width=PHONE)
    assert page.evaluate(GROUND) == WHITE
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) != WHITE
    for path in SOME:
        page.goto(path)
        check_page(page)

    page.goto("/refer/life-skills")
    page.locator("main form button[type=submit]").last.click()
    page.goto("/refer/life-skills/who-is-asking")
    page.locator("main form button[type=submit]").last.click()
    assert page.locator(".govuk-error-summary").is_visible()
    check_page(page)


def test_staff_screens_are_accessible_in_dark(sign_in: Callable[..., Page], check_page: Check) -> None:
    page = sign_in("manager")
    page.emulate_media(color_scheme="dark")
    for path in STAFF:
        page.goto(path)
        check_page(page)


def test_stronger_contrast_in_dark_and_paper_are_readable(open_page: Opener, check_page: Check) -> None:
    page = open_page(LISTING, width=DESK)
    page.emulate_media(color_scheme="dark", contrast="more")
    check_page(page)
    page.emulate_media(color_scheme="dark", contrast="more", media="print")
    assert page.evaluate(GROUND) == WHITE


@pytest.mark.matrix
@pytest.mark.parametrize("language", ["", "/ur"])
def test_every_page_is_accessible_in_dark(open_page: Opener, check_page: Check, language: str) -> None:
    page = open_page(f"{language}/", width=DESK)
    page.emulate_media(color_scheme="dark")
    for path in (*PAGES, *EASY_PAGES, *GUIDE_PAGES):
        page.goto(f"{language}{path}")
        check_page(page)
