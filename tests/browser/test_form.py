"""Asking for Life Skills support in a real browser: each kind of person, each question, each mistake, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localoffer.languages import LANGUAGES
from localoffer.referrals.asking.route import STEPS
from tests.browser import filling_in
from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.filling_in import PEOPLE, SENT, START
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database

Check = Callable[[Page], None]
ALONE = frozenset().union(*(person.alone for person in PEOPLE.values()))
ONLY_FOR_SOME = ALONE | {"family-agrees", "about-you", "right-area", "who-decides"}
ASKED_OF_ALL = {step.slug for step in STEPS} - ONLY_FOR_SOME
# English in full, and one person in a language that is written from right to left
LOOKED_AT = (
    *(("en", who) for who in PEOPLE),
    ("ur", "young_person"),
    *(
        pytest.param(code, who, marks=pytest.mark.matrix)
        for code in LANGUAGES
        for who in PEOPLE
        if code != "en" and (code, who) != ("ur", "young_person")
    ),
)
# each kind of person once by keyboard and once without JavaScript, spread over the languages
BY_KEYBOARD = (
    ("en", "parent"),
    ("ur", "professional"),
    pytest.param("pl", "young_person", marks=pytest.mark.matrix),
    pytest.param("en", "someone_else", marks=pytest.mark.matrix),
)
WITHOUT_SCRIPT = (
    ("en", "professional"),
    pytest.param("ur", "young_person", marks=pytest.mark.matrix),
    pytest.param("pl", "parent", marks=pytest.mark.matrix),
    pytest.param("ur", "someone_else", marks=pytest.mark.matrix),
)


def test_every_question_is_met_by_somebody() -> None:
    assert ALONE | {"family-agrees", "about-you", "right-area", "who-decides"} <= {step.slug for step in STEPS}


@pytest.mark.parametrize(("code", "who"), LOOKED_AT)
def test_each_question_and_its_mistakes_are_accessible_on_a_phone(
    open_page: Opener, check_page: Check, site: ServedSite, code: str, who: str
) -> None:
    language, person = LANGUAGES[code], PEOPLE[who]

    def look(page: Page) -> None:
        check_page(page)
        assert page.locator("html").get_attribute("dir") == language.direction

    def look_at_mistake(page: Page) -> None:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        look(page)

    page = open_page(f"{language.prefix}{START}", width=PHONE)
    met = filling_in.fill_in(page, person, language=code, at_each_page=look, at_each_mistake=look_at_mistake)
    assert set(met) >= ASKED_OF_ALL | person.alone
    look(page)
    assert send(page, site) == f"{language.prefix}{SENT}"
    look(page)


@pytest.mark.matrix
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("who", PEOPLE)
def test_each_question_is_accessible_on_a_desk_screen(
    open_page: Opener, check_page: Check, code: str, who: str
) -> None:
    page = open_page(f"{LANGUAGES[code].prefix}{START}", width=DESK)
    filling_in.fill_in(page, PEOPLE[who], language=code, at_each_page=check_page, at_each_mistake=check_page)
    check_page(page)


@pytest.mark.parametrize(("code", "who"), BY_KEYBOARD)
def test_the_keyboard_alone_is_enough(open_page: Opener, site: ServedSite, code: str, who: str) -> None:
    prefix, person = LANGUAGES[code].prefix, PEOPLE[who]
    page = open_page(f"{prefix}{START}", width=PHONE)
    filling_in.fill_in(page, person, language=code, answer=filling_in.by_keyboard)
    site.let_minutes_pass()
    filling_in.by_keyboard(page, person, code)
    assert page.url == f"{site.address}{prefix}{SENT}"


@pytest.mark.parametrize(("code", "who"), WITHOUT_SCRIPT)
def test_javascript_is_not_needed(open_page: Opener, site: ServedSite, code: str, who: str) -> None:
    prefix = LANGUAGES[code].prefix
    page = open_page(f"{prefix}{START}", width=PHONE, javascript=False)
    filling_in.fill_in(page, PEOPLE[who], language=code, at_each_mistake=lambda _page: None)
    assert send(page, site) == f"{prefix}{SENT}"


def send(page: Page, site: ServedSite) -> str:
    """Send the form after as long as people take; return the path of the page that follows."""
    site.let_minutes_pass()
    filling_in.press_continue(page)
    return page.url.removeprefix(site.address)
