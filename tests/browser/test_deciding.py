"""A referral that is not accepted, on a phone: from the team's screens to the family's page and its letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals import choices, submission
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.telling.notifying import Desk
from tests.browser.conftest import PHONE, Opener
from tests.referrals.following import PARENT
from tests.support.county import FOLDER
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database

IN_URDU = replace(PARENT, speaking=told.Speaking("ur", interpreter=choices.YesNo.YES))


def refer(site: ServedSite) -> str:
    """Send a form of a family that speaks Urdu; return its reference."""
    database = Database(site.environment["LOCALOFFER_DATABASE_URL"])
    desk = Desk(council.load(FOLDER / "council.toml"), site.address, "team@example.org", "duty@example.org")
    with database.transaction() as session:
        reference = submission.submit(
            session,
            draft=Draft(drafts.new_token(), IN_URDU),
            keys=KeyRing.load(site.var / "keys.json"),
            desk=desk,
            language="ur",
            at=now(),
        ).reference
    database.engine.dispose()
    return reference


def move(page: Page, reference: str, to: str) -> None:
    """Go from the page of a referral to the one on which it is moved."""
    page.goto(f"/admin/referrals/{reference}")
    page.locator(f"input[name=to][value={to}]").check()
    page.locator("section[aria-labelledby=move] button").click()
    page.wait_for_url("**/move?**")


def test_a_refusal_reaches_the_family_with_its_letter(
    site: ServedSite, sign_in: Callable[..., Page], open_page: Opener, check_page: Callable[[Page], None]
) -> None:
    # given a referral that somebody looks at
    reference = refer(site)
    staff = sign_in("manager", width=PHONE)
    move(staff, reference, "being_looked_at")
    check_page(staff)
    staff.get_by_role("button", name="Move it to").click()
    # when it is not accepted, with services found by the keyboard
    move(staff, reference, "not_accepted")
    staff.get_by_label("Look for other services").fill("club")
    with staff.expect_navigation():
        staff.keyboard.press("Enter")
    staff.get_by_label("Other help fits better.").check()
    named = staff.locator("input[name=instead]").first
    named.check()
    check_page(staff)
    staff.get_by_role("button", name="Move it to").click()
    assert "Moved to: Not accepted" in staff.locator("main").inner_text()
    # then the family reads it in Urdu, and opens its letter
    staff.get_by_text("Make a letter with a new code", exact=True).click()
    staff.get_by_role("button", name="Yes, make a new code").click()
    code = staff.locator(".lo-post__codes strong").nth(1).inner_text()
    family = open_page("/ur/refer/status", width=PHONE)
    family.locator("input[name=reference]").fill(reference)
    family.locator("input[name=code]").fill(code)
    family.locator("main form button[type=submit]").first.click()
    check_page(family)
    assert family.locator("main a[href^='/ur/services/']").count() == 1
    letter = family.request.get(family.locator("a[href*='/letters/']").get_attribute("href") or "")
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.headers["content-language"] == "ur"
