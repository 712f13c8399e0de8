"""A service is closed for a time on a telephone, and its words are seen as families will while they are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opener
from tests.support.waiting import wait_until

pytestmark = pytest.mark.any_database

SLUG = "allotment-crew-armitage"


def test_a_service_is_closed_on_a_phone_and_families_are_led_to_others(
    sign_in: Callable[..., Page], open_page: Opener, check_page: Callable[[Page], None]
) -> None:
    # given a publisher who first forgets to say what it is
    publisher = sign_in("publisher", width=PHONE)
    publisher.goto(f"/admin/listings/{SLUG}/notices/new")
    publisher.get_by_role("button", name="Save").click()
    check_page(publisher)
    publisher.get_by_label("It is closed for now").check()
    publisher.get_by_label("What it says in English").fill("The shed burned down.")
    publisher.get_by_role("button", name="Save").click()
    check_page(publisher)

    # when a family opens it
    family = open_page(f"/services/{SLUG}", width=PHONE)

    def is_closed() -> bool:
        family.reload()
        return family.get_by_text("The shed burned down.").count() > 0 and to_others.count() > 0

    to_others = family.get_by_role("link", name="See other services that may help")
    wait_until(is_closed, "families read that it is closed")

    # then it is told, and led to what may help instead, in Urdu too
    check_page(family)
    to_others.click()
    expect(family.get_by_role("heading", name="Other services that may help")).to_be_in_viewport()
    check_page(open_page(f"/ur/services/{SLUG}", width=PHONE))


def test_the_preview_follows_what_is_written(sign_in: Callable[..., Page], check_page: Callable[[Page], None]) -> None:
    editor = sign_in("editor", width=PHONE)
    editor.goto(f"/admin/listings/{SLUG}/edit")
    editor.get_by_label("Summary in one sentence").first.fill("We dig together on Mondays. Ask the OAKS.")
    preview, reading = editor.locator("#previews"), editor.locator("#plain-english")
    expect(preview.get_by_text("We dig together on Mondays.").first).to_be_visible()
    expect(reading.get_by_role("listitem").filter(has_text="OAKS")).to_be_attached()
    check_page(editor)
