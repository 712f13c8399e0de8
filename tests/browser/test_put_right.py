"""What is wrong is told and put right, a page is found useful, and a survey is opened and answered, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from localoffer.days import today
from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

SERVICE = "/services/rebound-trampoline-heath-hayes"
WRONG = f"{SERVICE}/something-wrong"
PAGES = (WRONG, f"{WRONG}/thanks", f"/useful/thanks?about=listing:{SERVICE[10:]}&useful=no", "/how-families-took-part")


@pytest.mark.parametrize(("prefix", "width"), [("", DESK), ("/ur", PHONE)])
def test_the_pages_are_accessible(
    open_page: Opener, check_page: Callable[[Page], None], prefix: str, width: int
) -> None:
    page = open_page(f"{prefix}{PAGES[0]}", width=width)
    page.locator("main form button[type=submit]").click()
    check_page(page)
    for path in PAGES:
        page.goto(f"{prefix}{path}")
        check_page(page)


def test_a_reader_says_that_a_page_did_not_help_and_what_is_wrong_and_staff_decide(
    open_page: Opener, sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    # given a reader on a phone without JavaScript
    reader = open_page(SERVICE, width=PHONE, javascript=False)
    reader.get_by_role("button", name="No", exact=True).click()
    reader.get_by_role("link", name="Something is wrong here").click()
    reader.get_by_label("What it costs").check()
    reader.get_by_label("What is right?").fill("It costs £6 now")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    assert reader.context.cookies() == []
    # when staff look at it
    page = sign_in("editor", width=PHONE)
    page.get_by_role("link", name="Corrections to look at").click()
    check_page(page)
    # the oldest stand first
    page.locator("main tbody th a").last.click()
    expect(page.get_by_text("It costs £6 now")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    check_page(page)
    page.get_by_label("Put right").check()
    page.get_by_role("button", name="Save").click()
    # then it is decided
    expect(page.get_by_role("alert")).to_contain_text("Saved.")
    page.goto("/admin/usefulness")
    check_page(page)


def test_a_survey_is_opened_answered_and_its_results_read(
    open_page: Opener, sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    # given a survey that staff open today
    page = sign_in("editor", width=DESK)
    page.goto("/admin/surveys")
    page.get_by_role("link", name="Finding help and getting it").click()
    check_page(page)
    _fill_in(page, "First day", today())
    _fill_in(page, "Last day", today() + timedelta(days=7))
    page.get_by_role("button", name="Open it").click()
    check_page(page)
    # when it is answered on a phone, by keyboard, in Urdu
    family = open_page("/ur/survey/finding-help", width=PHONE)
    family.locator("main form button[type=submit]").click()
    check_page(family)
    family.locator("input[name=q_easy]").first.focus()
    family.keyboard.press("ArrowDown")
    family.locator("#q_better").fill("Wobblesome")
    family.locator("main form button[type=submit]").click()
    check_page(family)
    assert family.context.cookies() == []
    # then staff read what was written
    page.get_by_role("link", name="See the results").click()
    check_page(page)
    expect(page.get_by_text("Wobblesome")).to_be_visible()


def _fill_in(page: Page, legend: str, day: date) -> None:
    group = page.get_by_role("group", name=legend)
    for part in ("Day", "Month", "Year"):
        group.get_by_label(part, exact=True).fill(str(getattr(day, part.lower())))
