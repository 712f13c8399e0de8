"""Pages follow what readers set on their devices: larger letters, stronger contrast, no movement."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

PAGES = ("/", "/comfort", "/services?need=autism", "/services/life-skills-and-independence", "/refer/life-skills")
TWICE = "document.documentElement.style.fontSize = '200%'"
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const {animationName, transitionDuration} = getComputedStyle(element);
  return animationName !== "none" || parseFloat(transitionDuration) > 0;
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["", "/ur"])
def test_letters_of_twice_the_size_fit_and_nothing_moves(open_page: Opener, language: str) -> None:
    page = open_page(f"{language}/cookies", width=DESK)
    for path in PAGES:
        page.goto(f"{language}{path}")
        assert page.evaluate(MOVING) == []
        page.evaluate(TWICE)
        assert page.evaluate(WIDER) <= 0, path


def test_pages_are_accessible_in_stronger_contrast(open_page: Opener, check_page: Callable[[Page], None]) -> None:
    page = open_page("/cookies", width=PHONE)
    page.emulate_media(contrast="more")
    assert page.evaluate("matchMedia('(prefers-contrast: more)').matches")
    for path in PAGES[1:4]:
        page.goto(path)
        check_page(page)
