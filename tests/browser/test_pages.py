"""Every public page, in every language, at the width of a phone and of a desk screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from localoffer.languages import LANGUAGES
from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

PAGES = (
    "/",
    "/services",
    "/services?q=club&district=tamworth",
    "/services?q=zzzzqqq",
    "/services?q=suicide",
    "/services?q=trampoline&district=tamworth&age=3",
    "/services/life-skills-and-independence",
    "/services/rebound-trampoline-heath-hayes",
    "/services/my-list",
    "/services/my-list/print",
    "/services/list?s=AAAAAAAA",
    "/services/list/print?s=AAAAAAAA",
    "/refer/life-skills",
    "/what-is-missing",
    "/what-is-missing/thanks",
    "/privacy",
    "/privacy/young-people",
    "/privacy/complaint",
    "/accessibility",
    "/comfort",
    "/cookies",
    "/terms",
    "/contact",
    "/there-is-no-such-page",
)
OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_english_page_is_accessible(open_page: Opener, check_page: Callable[[Page], None], width: int) -> None:
    # in one window, because opening one for each takes longer than looking at them
    page = open_page("/", width=width)
    for path in PAGES:
        page.goto(path)
        check_page(page)
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_every_translated_page_is_accessible_on_a_phone(
    open_page: Opener, check_page: Callable[[Page], None], code: str
) -> None:
    page = open_page(f"/{code}/", width=PHONE)
    for path in PAGES:
        page.goto(f"/{code}{path}")
        check_page(page)
        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("html").get_attribute("dir") == LANGUAGES[code].direction


@pytest.mark.matrix
@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_a_translated_page_is_accessible_at_a_desk(
    open_page: Opener, check_page: Callable[[Page], None], path: str, code: str
) -> None:
    check_page(open_page(f"/{code}{path}", width=DESK))


def test_every_page_works_without_javascript(open_page: Opener) -> None:
    page = open_page("/", width=PHONE, javascript=False)
    for path in PAGES:
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").is_visible(), path
