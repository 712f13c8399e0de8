"""Saving a form on a phone and going on with it on another one, with nothing but plain pages."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from re import search

import pytest
from playwright.sync_api import Page

from localoffer.languages import LANGUAGES
from tests.browser import filling_in
from tests.browser.conftest import PHONE, Opener
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database

START = "/refer/life-skills"
Check = Callable[[Page], None]


def save_half_way(page: Page) -> str:
    """Begin a form, type half a name and save it; return the code."""
    filling_in.press_continue(page)
    filling_in.press_continue(page)
    page.locator("input[value='parent']").check(force=True)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name='first_name']").fill("Zebedee")
    page.locator("button[name='save']").click()
    return "".join(page.locator(".lo-return-code").inner_text().split())


@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_form_saved_on_one_phone_is_open_on_another_as_it_was_left(
    open_page: Opener, check_page: Check, code: str, javascript: bool
) -> None:
    prefix = LANGUAGES[code].prefix
    # given a form that is saved with half a name in it
    phone = open_page(f"{prefix}{START}", width=PHONE, javascript=javascript)
    written_down = save_half_way(phone)
    # when somebody types the code on another phone, first with a mistake
    other = open_page(f"{prefix}{START}/come-back", width=PHONE, javascript=javascript)
    for typed in (f"{written_down[:-1]}0", written_down.replace("-", " ").lower()):
        other.locator("[name='code']").fill(typed)
        if javascript:
            # the mistakes were brought into view, and the way out stays above whatever is scrolled
            other.evaluate("scrollTo(0, 0)")
            check_page(other)
        filling_in.press_continue(other)
    # then it is open there, as it was left
    assert other.url.endswith(f"{prefix}{START}/young-person")
    assert other.locator("[name='first_name']").input_value() == "Zebedee"
    if javascript:
        check_page(other)
        check_page(phone)


def test_the_mailed_link_opens_the_form_once(open_page: Opener, check_page: Check, site: ServedSite) -> None:
    # given a link that was sent by mail
    phone = open_page(START, width=PHONE)
    save_half_way(phone)
    phone.locator("[name='email']").fill("comes-back@example.org")
    phone.locator("main form button[type=submit]").first.click()

    def sent(mails: list[EmailMessage]) -> list[EmailMessage]:
        return [mail for mail in mails if mail["To"] == "comes-back@example.org"]

    site.wait_for_mails(lambda mails: bool(sent(mails)))
    link = search(r"http\S+", sent(site.mails())[0].get_content())
    assert link is not None
    # when it is opened on another phone
    other = open_page(link.group().removeprefix(site.address), width=PHONE, javascript=False)
    filling_in.press_continue(other)
    # then the form is there
    assert other.locator("[name='first_name']").input_value() == "Zebedee"
    # and nobody else can use the link
    third = open_page(link.group().removeprefix(site.address), width=PHONE)
    assert third.locator("h1").inner_text() == "This link does not work any more"
    check_page(third)


def test_what_was_searched_for_waits_in_the_form(open_page: Opener) -> None:
    chosen: list[bool] = []

    def look(page: Page) -> None:
        box = page.locator("input[name='hard'][value='communication-and-interaction']")
        if box.count():
            chosen.append(box.is_checked())

    page = open_page("/services/life-skills-and-independence?district=tamworth&need=autism", width=PHONE)
    page.locator(f"main a[href^='{START}?']").first.click()
    filling_in.fill_in(page, at_each_page=look)
    assert chosen == [True]
