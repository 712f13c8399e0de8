"""What families could not find: said on a phone, read by commissioners."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

FORM = "/what-is-missing?district=lichfield&need=autism&age=8"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_parent_on_a_phone_says_what_they_could_not_find(open_page: Opener, javascript: bool) -> None:
    page = open_page(FORM, width=PHONE, javascript=javascript)
    expect(page.get_by_label("Where do you need it?")).to_have_value("lichfield")
    expect(page.get_by_label("How old is the child or young person?")).to_have_value("5-10")

    # when they untick what the search had, and send nothing
    page.get_by_text("Tick what is hard for them").click()
    page.get_by_role("checkbox", name="Autism").uncheck(force=True)
    page.get_by_role("button", name="Send").click()

    # then the page says so, with everything as they left it
    expect(page.get_by_role("alert")).to_contain_text("Write what you looked for")
    expect(page.get_by_label("Where do you need it?")).to_have_value("lichfield")
    page.get_by_label("What were you looking for?").fill("A swimming club where nobody shouts")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_form_with_its_lists_open_and_a_mistake_is_accessible(
    open_page: Opener, check_page: Callable[[Page], None], width: int
) -> None:
    page = open_page("/ur/what-is-missing", width=width)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("details.lo-two-columns[open]")).to_have_count(2)
    check_page(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_report_is_accessible(
    sign_in: Callable[..., Page], open_page: Opener, check_page: Callable[[Page], None], width: int
) -> None:
    told = open_page("/pl" + FORM)
    told.locator("textarea").fill("Klub pływacki")
    told.locator("main form button[type=submit]").click()

    page = sign_in("editor", width=width)
    page.goto("/admin/gaps")
    check_page(page)
    page.goto("/admin/gaps?unasked=1")
    check_page(page)
    page.get_by_role("link", name="Read what families could not find").click()
    page.get_by_text("Remove these words").first.click()
    check_page(page)
