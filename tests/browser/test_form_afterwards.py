"""Everything around the questions, on a phone: checking, saving, following, telling more, complaining; with mistakes.

The form itself is begun in the database, so that each of these is looked at without answering every question again.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from benchmarks.filled_in import ANSWERS
from localoffer.languages import LANGUAGES
from localoffer.referrals.before_support import forms
from tests.browser import filling_in
from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.filling_in import CHECK, START
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database
Check = Callable[[Page], None]
STATUS = "/refer/status"
BEFORE_SUPPORT = [f"{STATUS}/before-support/{page.slug}" for page in forms.PAGES]
OPEN_TO_ALL = (f"{START}/stay-safe", f"{START}/for-the-family", "/privacy/young-people", f"{START}/return/used-before")


@pytest.fixture
def at_the_end(open_page: Opener, site: ServedSite) -> Callable[[str], Page]:
    """Return a function that opens "check your answers" with every question answered."""

    def open_it(prefix: str) -> Page:
        page = open_page(f"{prefix}{START}", width=PHONE)
        token = site.form_of(ANSWERS)
        page.context.add_cookies([{"name": "referral", "value": token, "url": site.address}])
        page.goto(f"{prefix}{CHECK}")
        return page

    return open_it


def look_with_mistakes(page: Page, check_page: Check, address: str) -> None:
    """Look at a page and, where it asks something, at what it says to far too much."""
    page.goto(address)
    check_page(page)
    if filling_in.is_question(page):
        filling_in.make_a_mistake(page)
        check_page(page)


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_checking_saving_and_sending_are_accessible(
    at_the_end: Callable[[str], Page], check_page: Check, site: ServedSite, code: str
) -> None:
    prefix = LANGUAGES[code].prefix
    page = at_the_end(prefix)
    check_page(page)
    # saving, with the code and the link by mail
    page.goto(f"{prefix}{START}/save")
    check_page(page)
    filling_in.press_continue(page)
    check_page(page)
    page.locator("[name=email]").fill("nobody")
    filling_in.press_continue(page)
    check_page(page)
    page.goto(f"{prefix}{START}/come-back")
    check_page(page)
    filling_in.make_a_mistake(page)
    check_page(page)
    # sending
    page.goto(f"{prefix}{CHECK}")
    filling_in.press_continue(page)
    assert page.url == f"{site.address}{prefix}{filling_in.SENT}"
    check_page(page)
    page.goto(f"{prefix}{filling_in.SENT}/record")
    check_page(page)
    look_with_mistakes(page, check_page, f"{prefix}{START}/opinion")


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_following_the_form_is_accessible(at_the_end: Callable[[str], Page], check_page: Check, code: str) -> None:
    prefix = LANGUAGES[code].prefix
    page = at_the_end(prefix)
    filling_in.press_continue(page)
    reference, status_code = page.locator(".lo-reference").all_inner_texts()[:2]
    page.context.clear_cookies()
    look_with_mistakes(page, check_page, f"{prefix}{STATUS}")
    page.locator("[name=reference]").fill(reference)
    page.locator("[name=code]").fill(status_code.lower())
    filling_in.press_continue(page)
    assert not page.locator("[name=code]").count()
    check_page(page)
    for address in (f"{STATUS}/tell", f"{STATUS}/before-support", *BEFORE_SUPPORT):
        look_with_mistakes(page, check_page, f"{prefix}{address}")
    page.goto(f"{prefix}{STATUS}/take-back")
    check_page(page)


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_open_to_everybody_is_accessible(open_page: Opener, check_page: Check, code: str) -> None:
    prefix = LANGUAGES[code].prefix
    page = open_page(f"{prefix}/privacy/complaint", width=PHONE)
    look_with_mistakes(page, check_page, f"{prefix}/privacy/complaint")
    for address in OPEN_TO_ALL:
        page.goto(f"{prefix}{address}")
        check_page(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_teams_screens_are_accessible(
    at_the_end: Callable[[str], Page], sign_in: Callable[..., Page], check_page: Check, width: int
) -> None:
    family = at_the_end("")
    filling_in.press_continue(family)
    reference = filling_in.reference(family)
    page = sign_in("manager", width=width)
    for address in (f"/{reference}", "/tasks", "/set-aside", "/enter"):
        page.goto(f"/admin/referrals{address}")
        check_page(page)
    page.locator("[name$=referrer][value=professional]").check(force=True)
    page.locator("button[value=show]").click()
    check_page(page)
    page.locator("button[value=send]").click()
    check_page(page)
    page.goto("/admin/privacy/complaints")
    check_page(page)
