"""Every page of the guide in a real browser: on a phone, at a desk, by keyboard, on paper, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from localoffer.guide.pages import sections
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import LANGUAGES
from tests.browser.conftest import DESK, PHONE, Opener
from tests.support.county import FOLDER
from tests.support.guide import page_files

pytestmark = pytest.mark.any_database

SECTIONS = [f"/guide/sections/{section.code}" for section in sections.read(FOLDER / "guide")]
PAGES = [f"/guide/{slug}" for slug, page in page_files().items() if page.settings.section != PARTS]
STEPS = "/guide/support-after-an-assessment"
"""It has steps, a table, a contact, gaps to fill and services: all that a page can have."""
PRINTED = (f"{STEPS}/print", f"{STEPS}/print?size=large", f"{SECTIONS[1]}/print", f"{SECTIONS[1]}/print?size=large")
OTHERS = [code for code in LANGUAGES if code != "en"]
FEW = (STEPS, PRINTED[3])
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
REACHED = "document.activeElement.closest('main') && document.activeElement.href"


def too_wide(page: Page, addresses: list[str]) -> Iterator[str]:
    """Open addresses one after the other; yield those that scroll sideways."""
    for address in addresses:
        page.goto(address)
        if page.evaluate(WIDER) > 0:
            yield address


def test_every_page_is_accessible_on_a_phone(open_page: Opener, check_page: Callable[[Page], None]) -> None:
    # in one window, because opening one for each takes longer than looking at them
    page = open_page(SECTIONS[0], width=PHONE)
    for path in (*SECTIONS, *PAGES, *PRINTED):
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("path", FEW)
def test_a_page_is_accessible_at_a_desk(open_page: Opener, check_page: Callable[[Page], None], path: str) -> None:
    check_page(open_page(path, width=DESK))


@pytest.mark.parametrize("code", OTHERS)
def test_translated_pages_are_accessible_on_a_phone(
    open_page: Opener, check_page: Callable[[Page], None], code: str
) -> None:
    page = open_page(f"/{code}{FEW[0]}", width=PHONE)
    for path in FEW:
        page.goto(f"/{code}{path}")
        check_page(page)


@pytest.mark.matrix
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [*SECTIONS, *PAGES, *PRINTED])
def test_every_page_is_accessible_everywhere(
    open_page: Opener, check_page: Callable[[Page], None], path: str, code: str, width: int
) -> None:
    check_page(open_page(f"{LANGUAGES[code].prefix}{path}", width=width))


@pytest.mark.parametrize("code", OTHERS)
def test_no_translated_page_scrolls_sideways_on_a_phone(open_page: Opener, code: str) -> None:
    first, *rest = [f"/{code}{path}" for path in (*SECTIONS, *PAGES, *PRINTED)]
    page = open_page(first, width=PHONE, javascript=False)
    assert list(too_wide(page, [first, *rest])) == []


def test_a_page_is_whole_without_javascript(open_page: Opener) -> None:
    page = open_page(STEPS, width=PHONE, javascript=False)

    assert page.locator("h1").is_visible()
    assert page.locator(".lo-steps__item").count() > 3
    assert page.locator(".lo-guide__services .lo-card").count() == 3
    assert page.locator("form[action='/useful'] button").first.is_visible()


def test_every_link_of_a_page_is_reached_by_keyboard_in_order(open_page: Opener) -> None:
    page = open_page(STEPS)
    wanted = page.evaluate(
        "[...document.querySelectorAll('main a[href]')].filter(link => link.offsetParent).map(link => link.href)"
    )

    page.locator("main").focus()
    reached = []
    for _ in range(len(wanted) * 2):
        page.keyboard.press("Tab")
        if href := page.evaluate(REACHED):
            reached.append(href)
        if len(reached) == len(wanted):
            break

    assert reached == wanted


def test_paper_has_the_words_and_nothing_to_click(open_page: Opener) -> None:
    page = open_page(PRINTED[0])
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".lo-steps__item").first.is_visible()
    for unwanted in (".lo-nav", ".lo-footer", ".govuk-back-link", "[data-print]", ".lo-card__keep button"):
        assert not page.locator(unwanted).first.is_visible()


def test_large_print_is_18_points(open_page: Opener) -> None:
    page = open_page(PRINTED[1])
    page.emulate_media(media="print")
    points = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.lo-guide__body p')).fontSize)"
        " * 0.75 * parseFloat(getComputedStyle(document.querySelector('main')).zoom)"
    )
    assert round(points, 1) >= 18
