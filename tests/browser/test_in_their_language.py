"""A family that reads one language alone: from the home page to the letter that says what was decided, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localoffer.languages import ENGLISH, LANGUAGES
from tests.browser import filling_in
from tests.browser.conftest import PHONE, Opener
from tests.browser.unmarked import unmarked_english
from tests.support.served_site import ServedSite

QUESTION = "Which days suit the two of you?"
ANSWER = "Tuesday"
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
OTHERS = [code for code in LANGUAGES if code != ENGLISH.code]


def look_for(code: str) -> Callable[[Page], None]:
    """Return what looks at each screen of a language."""
    language = LANGUAGES[code]

    def look(page: Page) -> None:
        assert page.locator("html").get_attribute("lang") == code, page.url
        assert page.locator("html").get_attribute("dir") == language.direction
        assert page.evaluate(WIDER) <= 0, f"{page.url} scrolls sideways"
        assert unmarked_english(page, code) == [], page.url

    return look


def move(staff: Page, reference: str, to: str, *, words: str = "") -> None:
    """Move a referral on, as the team does, and tell the family."""
    staff.goto(f"/admin/referrals/{reference}")
    staff.locator(f"input[name=to][value={to}]").check()
    staff.locator("section[aria-labelledby=move] button").click()
    staff.wait_for_url("**/move?**")
    if words:
        staff.locator("textarea[name=words]").fill(words)
        staff.locator("select[name=words_language]").select_option(ENGLISH.code)
        staff.get_by_label("Note that says why").fill("We need to know their days.")
    staff.get_by_role("button", name="Move it to").click()
    expect(staff.locator("main")).to_contain_text("Moved to: ")


@pytest.mark.any_database
@pytest.mark.parametrize("code", OTHERS)
def test_a_family_meets_no_english_that_does_not_say_so(
    open_page: Opener, site: ServedSite, sign_in: Callable[[str], Page], code: str
) -> None:
    go_all_the_way(open_page, site, sign_in, code)


def go_all_the_way(open_page: Opener, site: ServedSite, sign_in: Callable[[str], Page], code: str) -> None:
    """Go from the home page to the letter, looking at each screen."""
    look, prefix = look_for(code), LANGUAGES[code].prefix
    # given a family that comes to the home page and finds Life Skills support
    page = open_page(f"{prefix}/", width=PHONE)
    look(page)
    page.locator("main a[href$='/refer/life-skills']").first.click()
    # when it fills the form in, and sends it
    filling_in.fill_in(page, language=code, at_each_page=look)
    look(page)
    site.let_minutes_pass()
    filling_in.press_continue(page)
    assert page.url.endswith(f"{prefix}{filling_in.SENT}")
    look(page)
    reference = filling_in.reference(page)
    # then its receipt is in its language
    site.wait_for_mails(lambda mails: sum(reference in mail["Subject"] for mail in mails) == 2)
    (receipt,) = [mail for mail in site.mails() if reference in mail["Subject"] and "philippa" in mail["To"]]
    assert receipt["Content-Language"].startswith(code)
    # when the team asks something
    staff = sign_in("manager")
    move(staff, reference, "being_looked_at")
    move(staff, reference, "more_information", words=QUESTION)
    with page.expect_navigation():
        page.locator("main form[action$='/go-on'] button").first.click()
    look(page)
    expect(page.locator("main [lang=en]", has_text=QUESTION).first).to_be_visible()
    # then the family answers
    page.locator("main a[href$='/status/tell']").first.click()
    look(page)
    page.locator("main textarea").first.fill(ANSWER)
    filling_in.press_continue(page)
    look(page)
    # and when the team says yes, its page and its letter say so
    move(staff, reference, "being_looked_at")
    move(staff, reference, "accepted")
    page.reload()
    look(page)
    letter = page.request.get(page.locator("a[href*='/letters/']").first.get_attribute("href") or "")
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.headers["content-language"] == code
