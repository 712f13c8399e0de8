"""The team works through the queue: by keys, on a phone, and with views of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import filling_in
from tests.browser.conftest import PHONE, Opener

pytestmark = pytest.mark.any_database

QUEUE = "/admin/referrals?stage="
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def send_form(open_page: Opener) -> Callable[[], str]:
    """Return a function that sends a form as a family does, and returns its reference."""

    def send() -> str:
        family = open_page("/refer/life-skills")
        filling_in.fill_in(family)
        filling_in.press_continue(family)
        return filling_in.reference(family)

    return send


def test_keys_move_through_the_queue_until_somebody_switches_them_off(
    send_form: Callable[[], str], sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    for _ in range(2):
        send_form()
    page = sign_in("triage")
    page.goto(f"{QUEUE}&sort=newest")
    check_page(page)
    links = page.locator("tbody th a")
    first, second = (links.nth(number).inner_text() for number in (0, 1))
    # j goes down, k up, x ticks; no key does anything in a box
    for key, there in (("j", first), ("j", second), ("k", first)):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == there
    page.keyboard.press("x")
    expect(page.get_by_label(f"Tick {first}")).to_be_checked()
    page.locator("#district").focus()
    page.keyboard.press("x")
    expect(page.get_by_label(f"Tick {first}")).to_be_checked()
    # ? shows the keys, where they are switched off as well
    links.first.focus()
    page.keyboard.press("?")
    page.get_by_role("link", name="Switch keys off").click()
    page.get_by_role("button", name="Switch keys off").click()
    check_page(page)
    page.goto(f"{QUEUE}&sort=newest")
    page.locator("tbody th a").first.focus()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == first
    page.goto("/admin/referrals/views")
    page.get_by_role("button", name="Switch keys on").click()
    page.goto(QUEUE, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_url("**/admin/referrals/find")


def test_work_is_taken_on_found_and_kept_as_a_view_on_a_phone(
    send_form: Callable[[], str], sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    reference = send_form()
    page = sign_in("manager", width=PHONE)
    # somebody telephones
    page.goto("/admin/referrals/find")
    check_page(page)
    page.get_by_label("Last name of the child").fill("quillfeather")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Enter the date of birth as well")).to_be_visible()
    check_page(page)
    page.get_by_label("Last name of the child").fill("")
    page.get_by_role("textbox", name="Reference").fill(reference.lower().replace("-", " "))
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Assign it to me").click()
    expect(page.get_by_text("1 referral is assigned to you now")).to_be_visible()
    # it is theirs from now on, and their queue opens with what is theirs
    page.goto("/admin/referrals?assigned=me")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    page.get_by_role("link", name="Save this as a view").click()
    page.get_by_label("What do you call it?").fill("My work")
    page.get_by_label("Open it with this view").check()
    check_page(page)
    page.get_by_role("button", name="Save").click()
    page.goto("/admin/referrals")
    assert page.url.endswith("assigned=me")
    check_page(page)
    page.goto("/admin/referrals/views")
    check_page(page)
    page.get_by_role("button", name="Remove").click()


def test_a_manager_says_that_there_is_a_wait_and_families_read_it(
    open_page: Opener, sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    page = sign_in("manager", width=PHONE)
    page.goto("/admin/capacity")
    page.get_by_role("button", name="Save").click()
    check_page(page)
    page.get_by_label("There is a wait").check(force=True)
    page.get_by_label("How many weeks do people wait?").fill("6")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Families read it from")).to_be_visible()
    check_page(page)
    # other tests meet the form as it was before
    page.get_by_label("Open", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Families read it from")).to_be_visible()
