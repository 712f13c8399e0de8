"""Being heard: a comment on a phone, a young person's face, what staff make of it, and what everybody reads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localoffer.days import today
from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

SAID = "/you-said-we-did"
PAGES = (
    "/comment?about=missing",
    "/comment/young-people",
    "/comment/thanks",
    SAID,
    f"{SAID}/too-little-close-to-home",
    f"{SAID}/years/{today().year}",
)


@pytest.mark.parametrize(("prefix", "width"), [("", PHONE), ("", DESK), ("/ur", PHONE)])
def test_the_pages_are_accessible(
    open_page: Opener, check_page: Callable[[Page], None], prefix: str, width: int
) -> None:
    page = open_page(f"{prefix}{PAGES[0]}", width=width)
    for path in PAGES:
        page.goto(f"{prefix}{path}")
        check_page(page)


def test_a_young_person_chooses_a_face_by_keyboard_alone(open_page: Opener, check_page: Callable[[Page], None]) -> None:
    page = open_page("/ur/comment/young-people", width=PHONE)
    page.locator("main form button[type=submit]").click()
    check_page(page)

    page.locator("#face").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=bad]")).to_be_checked()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/ur/comment/thanks"))


def test_a_comment_becomes_a_published_form(
    open_page: Opener, sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    # given a comment on what is missing, sent from a phone without JavaScript
    family = open_page("/comment?about=missing", width=PHONE, javascript=False)
    family.get_by_label("What do you want to say?").fill("Mrs Ironbottom said there is no swimming for us on Sunday")
    family.get_by_role("button", name="Send").click()
    expect(family.get_by_role("heading", level=1)).to_have_text("Thank you. We have what you wrote")
    assert family.context.cookies() == []

    # when staff release it, and write it in other words, first with a name in them
    page = sign_in("editor", width=PHONE)
    page.get_by_role("link", name="Comments set aside").click()
    check_page(page)
    page.locator("tbody th a").last.click()
    page.get_by_role("button", name="Put it into the queue").click()
    check_page(page)
    page.get_by_label("Published form: English").fill("No swimming at the weekend, says Zebedee.")
    page.get_by_label("Theme").select_option("too-little-close-to-home")
    page.get_by_role("button", name="Save the published form").click()
    expect(page.get_by_text("Perhaps a name: “Zebedee”")).to_be_visible()
    check_page(page)
    page.get_by_label("Published form: English").fill("No swimming at the weekend.")
    page.get_by_role("button", name="Save the published form").click()

    # then everybody reads it in its theme, and nobody the name
    family.goto(f"{SAID}/too-little-close-to-home")
    expect(family.get_by_text("No swimming at the weekend.")).to_be_visible()
    expect(family.get_by_text("Ironbottom")).to_have_count(0)
    page.goto("/admin/responses/too-little-close-to-home")
    check_page(page)
    page.goto("/admin/responses")
    check_page(page)
