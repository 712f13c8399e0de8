"""Pages as people enlarge, respace and steer them: 400% zoom, wide text spacing, the keyboard, right to left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.filling_in import fill_in, press_continue

pytestmark = pytest.mark.any_database

START = "/refer/life-skills"
PAGES = ("/", "/services?q=respite&district=lichfield", "/services/life-skills-and-independence", START)
# 1280 by 1024 at 400%
ENLARGED = {"width": PHONE, "height": 256}
SPACED = """() => {
  for (const element of document.querySelectorAll("body, body *")) {
    element.style.setProperty("line-height", "1.5", "important");
    element.style.setProperty("letter-spacing", "0.12em", "important");
    element.style.setProperty("word-spacing", "0.16em", "important");
    if (element.matches("p")) element.style.setProperty("margin-bottom", "2em", "important");
  }
}"""
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, window.innerHeight) / 2];
  const there = document.elementFromPoint(x, y);
  const parts = [element, ...(element.labels ?? [])];
  return {
    what: element.outerHTML.slice(0, 120),
    isBody: element === document.body,
    isSeen: Boolean(there) && parts.some((part) => part.contains(there) || there.contains(part)),
  };
}"""
BEGINS_AT_RIGHT = """(lines) => lines.map((line) => {
  const text = document.createRange();
  text.selectNodeContents(line);
  return [line.innerText, Math.round(line.getBoundingClientRect().right - text.getBoundingClientRect().right)];
}).filter(([, gap]) => gap > 2)"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/pl", "/ur"])
def test_wide_text_spacing_fits_a_phone(open_page: Opener, path: str, language: str) -> None:
    page = open_page(f"{language}{path}", width=PHONE)
    page.evaluate(SPACED)
    assert page.evaluate(FITS)


def test_letters_of_twice_their_size_fit_a_phone(open_page: Opener) -> None:
    # given a reader who has set the letters of the browser to twice their size
    page = open_page("/comfort", width=PHONE)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    pages = (*PAGES, "/help/now", "/what-is-missing", "/guide/asking-for-an-ehc-plan", "/easy-read/home")
    for path in (f"{language}{path}" for language in ("", "/hu") for path in pages):
        # when pages with the longest words, numbers and lists to choose from are opened, then none scrolls sideways
        page.goto(path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert page.evaluate(FITS), path


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_everything_and_nothing_covers_it(open_page: Opener, path: str) -> None:
    # given a page at 400%
    page = open_page(path, width=PHONE)
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    # when somebody goes through it by Tab, from the skip link to the end
    page.keyboard.press("Tab")
    first: dict[str, Any] = page.evaluate(FOCUSED)
    assert "govuk-skip-link" in first["what"]
    stops = 0
    for _ in range(120):
        at = page.evaluate(FOCUSED)
        if at["isBody"]:
            break
        # then each thing that has the focus can be seen
        assert at["isSeen"], at["what"]
        stops += 1
        page.keyboard.press("Tab")
    assert stops > 10


def test_the_list_of_mistakes_leads_to_a_box_that_is_on_the_screen(open_page: Opener) -> None:
    # given the longest question at 400%, sent empty
    page = open_page(START, width=PHONE)
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    fill_in(page, until="day-to-day")
    press_continue(page)
    # when its mistake is chosen
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # then the first box has the focus, where it can be seen
    box = page.locator(":focus").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= ENLARGED["height"] - box["height"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_was_typed_in_english_letters_begins_on_the_right_in_urdu(open_page: Opener, width: int) -> None:
    page = open_page(f"/ur{START}", width=width)
    fill_in(page, language="ur")
    values = page.locator(".govuk-summary-list__value > [dir=auto]")
    assert values.count() > 10
    assert values.evaluate_all(BEGINS_AT_RIGHT) == []
