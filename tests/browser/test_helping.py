"""What leads a family to help, on a phone: seven questions, the answer, whom to ring now, and asking to be rung."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Opener

pytestmark = pytest.mark.any_database

ANSWERS = "who=parent&age=5-10&district=stafford&need=autism&want=rest&assessed=nobody&urgent=week"
PAGES = (
    "/help",
    "/help?who=parent&asked=age",
    f"/help/answer?{ANSWERS}",
    "/help/now",
    "/call-me",
    "/paper-copy",
)
SCREENS = (
    "/admin/contact-requests",
    "/admin/help-rules",
    "/admin/help-rules/now-rest",
    f"/admin/help-rules/try?{ANSWERS}",
)


@pytest.mark.parametrize("prefix", ["", "/ur"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_accessible_on_a_phone(
    open_page: Opener, check_page: Callable[[Page], None], path: str, prefix: str
) -> None:
    check_page(open_page(f"{prefix}{path}", width=PHONE))


def test_a_family_without_javascript_sees_what_they_can_have_and_whom_to_call(open_page: Opener) -> None:
    # given a phone without JavaScript
    page = open_page("/help", width=PHONE, javascript=False)
    # when a parent answers two questions and skips the rest
    for answer in ("parent", "5-10"):
        page.locator(f"main input[value='{answer}']").check()
        page.locator("main form button").click()
    page.get_by_role("link", name="Skip the rest and see the answer").click()
    # then the form for Life Skills is the first thing that they can do, and no part is empty
    first = page.locator("main .govuk-button").first
    assert "/refer/life-skills" in (first.get_attribute("href") or "")
    assert page.locator(".lo-rung").count() == 4
    for part in page.locator(".lo-rung").all():
        assert part.locator(".lo-card").count()


def test_the_teams_screens_are_accessible(sign_in: Callable[..., Page], check_page: Callable[[Page], None]) -> None:
    page = sign_in("manager", width=PHONE)
    for screen in SCREENS:
        page.goto(screen)
        check_page(page)
