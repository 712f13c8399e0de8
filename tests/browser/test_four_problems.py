"""The four problems that families told the council of: each is followed from home to something that helps, on a phone.

They did not know what there is, believed that they needed a diagnosis, found nothing near, and were overwhelmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opener

pytestmark = pytest.mark.any_database
MOST_STEPS = 4


@dataclass
class Way:
    """A family's way through the site: each step is one press, and each page that it leads to is checked."""

    page: Page
    check: Callable[[Page], None]
    prefix: str
    steps: int = 0

    def follow(self, path: str) -> None:
        """Press the first link within the page that leads to an address."""
        self._press(f"main a[href='{self.prefix}{path}']")

    def press(self, selector: str) -> None:
        """Press what a selector finds first."""
        self._press(selector)

    def _press(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state("load")
        self.steps += 1
        assert self.steps <= MOST_STEPS, f"more than {MOST_STEPS} steps to {self.page.url}"
        self.check(self.page)


@pytest.fixture(params=["", pytest.param("/ur", marks=pytest.mark.matrix)], ids=["English", "Urdu"])
def way(request: pytest.FixtureRequest, open_page: Opener, check_page: Callable[[Page], None]) -> Way:
    # the page's own checks need JavaScript; what is pressed here is links and buttons, which do not
    page = open_page(f"{request.param}/", width=PHONE)
    return Way(page, check_page, request.param)


def test_who_knows_of_nothing_finds_what_is_open_to_everyone(way: Way) -> None:
    way.follow("/guide/sections/start")
    way.follow("/guide/open-to-everyone")
    way.press(".lo-card__title a")
    expect(way.page.locator(".lo-listing__side a[href^='tel:']").first).to_be_visible()


def test_who_believes_in_a_diagnosis_reads_that_none_is_needed_and_asks(way: Way) -> None:
    expect(way.page.locator(".lo-promise .govuk-body-l")).to_be_visible()
    way.follow("/refer/life-skills")
    way.press("main form button[type=submit]")
    assert "/refer/life-skills/" in way.page.url
    expect(way.page.locator("main form")).to_be_visible()


def test_who_finds_nothing_near_finds_what_is_near_or_comes_to_them(way: Way) -> None:
    way.page.locator("#q").fill("ST13 6HQ")
    way.press(".lo-search__button")
    assert way.page.locator(".lo-card__title a").count() > 2
    way.press(".lo-card__title a")
    expect(way.page.locator(".lo-listing__side a[href^='tel:']").first).to_be_visible()


def test_who_is_overwhelmed_asks_to_be_rung(way: Way) -> None:
    way.follow("/call-me")
    page = way.page
    page.locator("[name=name]").fill("Ottoline Pettigrew")
    page.locator("[name=phone]").fill("01632 960123")
    for name in ("days", "times", "message", "interpreter"):
        page.locator(f"[name={name}]").first.check()
    way.press("main form button[type=submit]")
    assert page.url.endswith("/call-me/thanks")
