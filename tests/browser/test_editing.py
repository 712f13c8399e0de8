"""A page of the guide is written, reviewed and put before families on a phone, with a notice above it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener
from tests.support.waiting import wait_until

pytestmark = pytest.mark.any_database

EDIT = "/admin/pages/turning-25"
NEW_WORDS = "What ends at 25, and whom you can ask before it does."


def wait_until_shown(page: Page, words: str) -> None:
    """Reload a family's page until the processes of the site have followed what staff did."""

    def is_shown() -> bool:
        page.reload()
        return page.get_by_text(words).count() > 0

    wait_until(is_shown, f"families read “{words}”")


def test_a_page_is_written_and_published_on_a_phone(
    sign_in: Callable[..., Page], open_page: Opener, check_page: Callable[[Page], None]
) -> None:
    # given an editor who first leaves out the title, and then sends new words to review
    editor = sign_in("editor", width=PHONE)
    editor.goto("/admin/pages")
    check_page(editor)
    editor.goto(f"{EDIT}/en/edit")
    editor.get_by_label("Title").fill("")
    editor.get_by_role("button", name="Save draft").click()
    check_page(editor)
    editor.get_by_label("Title").fill("Turning 25")
    editor.get_by_label("What it is about, in one or two sentences").fill(NEW_WORDS)
    editor.get_by_role("button", name="Save and send to review").click()
    expect(editor.get_by_text("Sent to review.")).to_be_visible()

    # when the manager reads what it would change, and publishes it
    manager = sign_in("manager", width=PHONE)
    manager.get_by_role("link", name="Pages waiting for review").click()
    manager.get_by_role("link", name="Turning 25", exact=True).click()
    manager.get_by_role("button", name="Review it").click()
    check_page(manager)
    manager.get_by_label("Publish it now").check()
    manager.get_by_role("button", name="Decide").click()
    expect(manager.get_by_text("Published. Families see it now.")).to_be_visible()

    # then families read it, and whoever translates sees what has changed beside the words
    family = open_page("/guide/turning-25", width=PHONE)
    wait_until_shown(family, NEW_WORDS)
    for screen in ("ur/edit", "ur/preview", "en/history", "settings"):
        manager.goto(f"{EDIT}/{screen}")
        check_page(manager)
    manager.set_viewport_size({"width": DESK, "height": 900})
    manager.goto(f"{EDIT}/pl/edit")
    expect(manager.get_by_text("What has changed in the English since this translation was made")).to_be_visible()
    check_page(manager)


def test_a_notice_stands_above_a_familys_pages(
    sign_in: Callable[..., Page], open_page: Opener, check_page: Callable[[Page], None]
) -> None:
    manager = sign_in("manager", width=PHONE)
    manager.goto("/admin/notices/new")
    manager.get_by_label("What it says in English").fill("Snow: many groups are closed today.")
    manager.get_by_label("Warning: something is closed, late or not working").check()
    manager.get_by_label("Where does it stand?").select_option("form")
    manager.get_by_role("button", name="Save").click()
    check_page(manager)

    family = open_page("/ur/refer/life-skills", width=PHONE)
    wait_until_shown(family, "Snow: many groups are closed today.")
    check_page(family)
    manager.goto("/admin/notices")
    manager.get_by_role("button", name="Take down").first.click()
    expect(manager.get_by_text("Taken down. Families no longer see it.")).to_be_visible()
