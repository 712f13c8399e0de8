"""The main job, end to end, in a real browser: find, ask, answer, change a listing, find it changed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import filling_in
from tests.browser.conftest import DESK, PHONE, Opener
from tests.support.served_site import ServedSite

Check = Callable[[Page], None]


def test_a_parent_finds_a_service_by_district_and_need_and_comes_back(open_page: Opener, check_page: Check) -> None:
    page = open_page("/", width=PHONE)
    page.get_by_label("What are you looking for?").fill("can't sit still")
    page.get_by_label("Where do you live?").select_option("tamworth")
    page.get_by_role("button", name="Search").click()
    check_page(page)
    results = page.url
    first = page.locator(".lo-card__title a").first
    name = first.inner_text()
    first.click()
    assert page.locator("h1").inner_text().replace("\n", " ") == name.replace("\n", " ")
    check_page(page)
    page.get_by_role("link", name="Back to results").click()
    assert page.url == results.removesuffix("&postcode=")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_parent_asks_for_life_skills_support_and_both_sides_hear_of_it(
    open_page: Opener, site: ServedSite, javascript: bool
) -> None:
    page = open_page("/services/life-skills-and-independence", width=PHONE, javascript=javascript)
    page.locator("main a[href='/refer/life-skills']").first.click()
    filling_in.fill_in(page)
    site.let_minutes_pass()
    filling_in.press_continue(page)
    assert page.url.endswith(filling_in.SENT)
    reference = filling_in.reference(page)

    site.wait_for_mails(lambda mails: sum(reference in mail["Subject"] for mail in mails) == 2)
    mails = [mail for mail in site.mails() if reference in mail["Subject"]]
    assert {mail["To"] for mail in mails} == {
        "philippa.quillfeather@example.org",
        "life-skills-team@council.example.org",
    }
    for mail in mails:
        assert "Quillfeather" not in mail.get_content() + mail["Subject"]


def test_a_mistake_leads_to_its_box(open_page: Opener) -> None:
    page = open_page("/refer/life-skills", width=PHONE)
    filling_in.fill_in(page, until="who")
    filling_in.press_continue(page)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("input[name='referrer']").first).to_be_focused()


def test_a_double_click_makes_one_referral(open_page: Opener) -> None:
    page = open_page("/refer/life-skills", width=PHONE)
    filling_in.fill_in(page)
    page.locator("main form button[type=submit]").first.dblclick()
    page.wait_for_url(f"**{filling_in.SENT}")
    first = filling_in.reference(page)
    page.goto(filling_in.CHECK)
    page.goto(filling_in.SENT)
    assert filling_in.reference(page) == first


def test_a_language_can_change_in_the_middle_of_the_form(open_page: Opener) -> None:
    page = open_page("/refer/life-skills", width=PHONE)
    filling_in.fill_in(page, until="date-of-birth")
    page.locator(".lo-languages :is(a, button)[lang='ur']").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto("/ur/refer/life-skills/young-person")
    assert page.locator("[name='first_name']").input_value() == "Zebedee"


def test_the_team_sees_a_referral_and_moves_it_on(
    open_page: Opener, check_page: Check, site: ServedSite, sign_in: Callable[[str], Page]
) -> None:
    family = open_page("/refer/life-skills", width=PHONE)
    filling_in.fill_in(family)
    site.let_minutes_pass()
    filling_in.press_continue(family)
    reference = filling_in.reference(family)

    page = sign_in("triage")
    check_page(page)
    page.goto("/admin/referrals")
    check_page(page)
    # other tests have sent forms too, and the newest stands on the last page
    page.goto("/admin/referrals?page=999")
    page.get_by_role("link", name=reference).click()
    check_page(page)
    expect(page.locator("main")).to_contain_text("Zebedee Quillfeather")
    page.get_by_label("Being looked at").check(force=True)
    page.get_by_role("button", name="Continue").click()
    check_page(page)
    page.get_by_label("Note (optional)").fill("Rang the family")
    page.get_by_role("button", name="Move it to: Being looked at").click()
    expect(page.locator("main")).to_contain_text("Being looked at")
    expect(page.locator("main")).to_contain_text("Rang the family")


def test_a_change_to_a_listing_is_found_by_families(
    open_page: Opener, check_page: Check, sign_in: Callable[[str], Page]
) -> None:
    word = f"velociraptor{uuid4().hex[:6]}"
    page = sign_in("manager")
    page.goto("/admin/listings")
    check_page(page)
    page.locator("main a[href*='wheelchair-loan'], main a[href*='/edit']").first.click()
    check_page(page)
    name = page.get_by_role("textbox", name="Name", exact=True).input_value()
    page.locator("[name='en_summary']").fill(f"Now with a {word} too.")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)

    family = open_page(f"/services?q={word}", width=PHONE)
    # each process follows a published change by itself, so the page is asked again until it shows it
    asked = 0
    while not family.get_by_role("link", name=name).count() and asked < 200:
        family.reload()
        asked += 1
    expect(family.get_by_role("link", name=name)).to_be_visible()


@pytest.mark.any_database
def test_the_staff_screens_are_accessible_at_a_desk(sign_in: Callable[..., Page], check_page: Check) -> None:
    page = sign_in("manager", width=DESK)
    for address in ("/admin", "/admin/referrals", "/admin/listings"):
        page.goto(address)
        check_page(page)
    page.goto("/admin/listings")
    page.locator("main a[href*='/edit']").first.click()
    check_page(page)


def test_nobody_gets_into_the_staff_area_without_signing_in(open_page: Opener, check_page: Check) -> None:
    page = open_page("/admin/referrals")
    assert "/admin/sign-in" in page.url
    check_page(page)
