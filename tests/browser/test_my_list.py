"""My list in a real browser: kept among results, read again after the browser was closed, shared, printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from localoffer.languages import LANGUAGES
from tests.browser.conftest import DESK, PHONE, Opener
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database

FOUND = "/services?q=club"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_parent_keeps_services_among_the_results_and_stays_where_they_were(
    open_page: Opener, javascript: bool
) -> None:
    page = open_page(FOUND, width=PHONE, javascript=javascript)
    card = page.locator(".lo-card").nth(4)
    name = card.locator(".lo-card__title a").inner_text()

    card.get_by_role("button", name="Keep this service").click()

    button = page.locator(".lo-card").nth(4).get_by_role("button", name="Take off my list")
    expect(button).to_be_in_viewport()
    page.get_by_role("link", name="My list (1)").click()
    expect(page.locator(".lo-card__title a")).to_have_text([name])


@pytest.mark.few_languages
@pytest.mark.parametrize(("code", "width"), [("en", DESK), *((code, PHONE) for code in LANGUAGES)])
def test_a_list_with_services_is_accessible(
    open_page: Opener, check_page: Callable[[Page], None], code: str, width: int
) -> None:
    page = open_page(f"{LANGUAGES[code].prefix}{FOUND}", width=width)
    for _ in range(2):
        page.locator("main button[name=keep]").first.click()
    check_page(page)
    page.goto(f"{LANGUAGES[code].prefix}/services/my-list")
    check_page(page)
    shared = page.locator(".lo-share a").get_attribute("href") or ""
    page.locator("main a[href$='/my-list/print']").click()
    check_page(page)
    page.goto(shared)
    check_page(page)


def test_a_list_is_there_when_the_browser_opens_again(open_page: Opener, browser: Browser, site: ServedSite) -> None:
    page = open_page(FOUND)
    page.locator("main button[name=keep]").first.click()
    # what is left when a browser closes: cookies that say how long they last
    left = page.context.storage_state()
    left["cookies"] = [cookie for cookie in left["cookies"] if cookie["expires"] > 0]

    again = browser.new_context(base_url=site.address, storage_state=left)
    reopened = again.new_page()
    reopened.goto("/services/my-list")
    expect(reopened.locator(".lo-card")).to_have_count(1)
    again.close()


@pytest.mark.parametrize("code", ["en", "ur"])
def test_each_service_of_a_list_is_printed_on_a_sheet_of_its_own(open_page: Opener, code: str) -> None:
    prefix = LANGUAGES[code].prefix
    page = open_page(f"{prefix}{FOUND}")
    keys = [button.get_attribute("value") or "" for button in page.locator("main button[name=keep]").all()[:3]]

    def sheets(asked: list[str]) -> int:
        page.goto(f"{prefix}/services/list/print?s={'.'.join(asked)}")
        found = re.search(rb"/Count (\d+)", page.pdf(format="A4"))
        assert found
        return int(found[1])

    assert [sheets([key]) for key in keys] == [1, 1, 1]
    assert sheets(keys) == 3


@pytest.mark.parametrize(("javascript", "shown"), [(True, 1), (False, 0)])
def test_a_button_that_needs_javascript_is_there_only_with_it(open_page: Opener, javascript: bool, shown: int) -> None:
    page = open_page("/services/my-list/print", javascript=javascript)

    expect(page.locator("[data-print]:visible")).to_have_count(shown)
