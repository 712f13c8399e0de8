"""The page of results in a real browser: every filter, by touch and by keyboard, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opener

pytestmark = pytest.mark.any_database

OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
HIDDEN_IN_FOCUS = """() => {
  const button = document.querySelector('.lo-filters__show');
  return [...document.querySelectorAll(".lo-filters :is(input, summary, .lo-map__link)")].filter((box) => {
    box.focus();
    const { top, bottom } = box.getBoundingClientRect();
    return top < 0 || bottom > button.getBoundingClientRect().top;
  }).map((box) => box.id || box.innerText || box.getAttribute("aria-label"));
}"""


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(
    "path", ["/services?need=autism&open=no_diagnosis&postcode=ST16+2LH", "/ur/services?postcode=x"]
)
def test_every_filter_is_accessible_when_it_is_open(
    open_page: Opener, check_page: Callable[[Page], None], path: str, width: int
) -> None:
    page = open_page(path, width=width)
    page.evaluate(OPEN_ALL)
    check_page(page)


def test_filters_chosen_on_a_phone_without_javascript_are_kept_on_the_way_back(open_page: Opener) -> None:
    page = open_page("/services", width=PHONE, javascript=False)
    page.locator("summary", has_text="Narrow your search").click()
    page.locator("#open-no_diagnosis").check()
    page.locator("summary", has_text="What does it cost?").click()
    page.locator("#cost-free").check()
    page.get_by_role("button", name="Show results").click()
    assert "open=no_diagnosis" in page.url
    assert "cost=free" in page.url

    page.locator(".lo-card__title a").first.click()
    page.go_back()

    page.locator("summary", has_text="Narrow your search").click()
    assert page.locator("#open-no_diagnosis").is_checked()
    assert page.locator("#cost-free").is_visible(), "a filter in which something is chosen stands open"
    assert page.locator("#cost-free").is_checked()


def test_the_filters_are_reached_and_used_by_keyboard(open_page: Opener) -> None:
    page = open_page("/services", width=PHONE)
    page.locator("summary", has_text="Narrow your search").focus()
    page.keyboard.press("Enter")
    page.locator("summary", has_text="What does your child find hard?").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**need=**")
    assert page.locator(".lo-chosen__item").count() == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_button_that_stays_in_sight_never_hides_the_box_in_focus(open_page: Opener, width: int) -> None:
    page = open_page("/services", width=width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(HIDDEN_IN_FOCUS) == []


def test_districts_stand_open_beside_the_results_and_fold_away_on_a_phone(open_page: Opener) -> None:
    assert open_page("/services", width=DESK, javascript=False).locator("#district-tamworth").is_visible()
    assert not open_page("/services", width=PHONE, javascript=False).locator("#district-tamworth").is_visible()


@pytest.mark.parametrize("prefix", ["", "/ur"])
def test_on_a_phone_the_map_folds_away_and_a_district_of_it_is_chosen_by_keyboard(
    open_page: Opener, check_page: Callable[[Page], None], prefix: str
) -> None:
    page = open_page(f"{prefix}/services", width=PHONE)
    county_map = page.locator(".lo-map--filter")
    page.locator(".lo-filters__summary").press("Enter")
    assert not county_map.is_visible()

    page.locator(".lo-filter--map summary").press("Enter")
    assert county_map.is_visible()
    check_page(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**district=**")
    assert page.locator(".lo-chosen__item").count() == 1


def test_the_map_stands_open_beside_the_results_and_opens_on_a_phone_without_javascript(open_page: Opener) -> None:
    desk = open_page("/services", width=DESK, javascript=False)
    assert desk.locator(".lo-map--filter").is_visible()
    assert not desk.locator(".lo-filter--map summary").is_visible()

    phone = open_page("/services", width=PHONE, javascript=False)
    phone.locator(".lo-filters__summary").click()
    phone.locator(".lo-filter--map summary").click()
    assert phone.locator(".lo-map--filter").is_visible()
    assert open_page("/", width=PHONE).locator(".lo-near .lo-map").is_visible()
