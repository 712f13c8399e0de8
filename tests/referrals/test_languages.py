"""Changing the language in the middle of a question: what was typed and not sent yet is still there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

TYPED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("young-person", {"first_name": "Zebedee", "last_name": ""}, ["first_name"]),
    ("date-of-birth", {"born-day": "31", "born-month": "Febtober", "born-year": ""}, ["born-day", "born-month"]),
    ("home", {"postcode": "half a postc"}, ["postcode"]),
    ("strengths", {"strengths": "Xylo\nphones"}, ["strengths"]),
    ("contact", {"name": "P", "phone": "nonsense", "email": "@"}, ["name", "phone", "email"]),
]


def button(page: Any, code: str) -> dict[str, str]:
    found = page.one(f".//header//button[@value='{code}']")
    assert found.get("form") == page.one(".//main//form").get("id")
    return {found.get("name"): found.get("value")}


@pytest.mark.parametrize(("slug", "fields", "kept"), TYPED, ids=[slug for slug, _, _ in TYPED])
def test_what_was_typed_is_shown_in_the_other_language_without_mistakes(
    client: CheckedClient, slug: str, fields: dict[str, Any], kept: list[str]
) -> None:
    # given a question with something in its boxes, right or wrong
    journeys.reach(client, slug)
    speak = button(client.page(f"{START}/{slug}"), "ur")
    # when the language is changed
    response = client.send(f"{START}/{slug}", {**fields, **speak})
    # then the same question is shown in that language, with what was typed, and nothing is wrong yet
    assert (response.status_code, response.location) == (303, f"/ur{START}/{slug}")
    page = client.page(response.location)
    assert [page.value(name).strip() for name in kept] == [fields[name] for name in kept]
    assert not page.with_class("govuk-error-summary")
    # and it is still there when the page is opened once more, and in the language from which it came
    assert client.page(f"{START}/{slug}").value(kept[0]).strip() == fields[kept[0]]


def test_ticks_are_kept_and_unticked_boxes_stay_so(client: CheckedClient) -> None:
    # given a question that was answered
    journeys.fill_in(client)
    # when another answer is ticked instead, and then the language changed
    client.send(f"{START}/learn?change=1", {"goals": ["money"], "own_goal": "", "speak": "pl"})
    # then what is ticked is what was ticked last
    page = client.page(f"/pl{START}/learn?change=1")
    assert [box.get("value") for box in page.all(".//main//input[@checked]")] == ["money"]
    assert page.value("own_goal") == ""


def test_continue_takes_what_was_typed_away_and_keeps_what_waits_elsewhere(client: CheckedClient) -> None:
    # given words that wait unsent at one question
    journeys.fill_in(client)
    client.send(f"{START}/strengths?change=1", {"strengths": "Yodelling", "speak": "ur"})
    # when another question is answered, they wait still
    journeys.answer(client, "home?change=1", journeys.HOME)
    assert client.page(f"{START}/strengths").value("strengths").strip() == "Yodelling"
    # and when this one is answered, only its answer is there
    journeys.answer(client, "strengths?change=1", {"strengths": "Juggling"})
    assert client.page(f"{START}/strengths").value("strengths").strip() == "Juggling"


def test_what_was_typed_is_no_answer(client: CheckedClient) -> None:
    journeys.reach(client, "learn")
    client.send(f"{START}/learn", {**journeys.LEARN, "speak": "ur"})
    assert client.get(f"{START}/help-now").location == f"{START}/learn"


def test_it_leads_back_to_the_answers_where_one_is_being_changed(client: CheckedClient) -> None:
    journeys.fill_in(client)
    response = client.send(f"{START}/strengths?change=1", {"strengths": "Yodelling", "speak": "pl"})
    assert response.location == f"/pl{START}/strengths?change=1"


def test_the_choice_is_remembered_as_any_other(client: CheckedClient) -> None:
    journeys.reach(client, "home")
    client.send(f"{START}/home", {"speak": "pl"})
    cookie = client.get_cookie("language")
    assert cookie is not None
    assert cookie.value == "pl"


def test_another_site_changes_nothing(client: CheckedClient) -> None:
    journeys.reach(client, "home")
    response = client.post(f"{START}/home", data={"postcode": "ST16 2LH", "speak": "ur"})
    assert response.status_code == 400
    assert client.page(f"{START}/home").value("postcode") == ""


def test_a_form_that_ran_out_keeps_what_was_typed_too(client: CheckedClient) -> None:
    # given a page whose form has run out
    journeys.reach(client, "young-person")
    token = client.page(f"{START}/young-person").value("csrf_token")
    client.delete_cookie("referral")
    # when its language is changed in the middle of the name
    response = client.post(
        f"{START}/young-person", data={"csrf_token": token, "first_name": "Zeb", "last_name": "", "speak": "ur"}
    )
    # then a form is begun in that language, and the name is there when its question comes
    assert response.location == f"/ur{START}/young-person"
    assert client.get(response.location).location == f"/ur{START}/who"
    assert "24" in client.page(f"/ur{START}/who").words
    journeys.answer(client, "who", {"referrer": "parent"}, prefix="/ur")
    assert client.page(f"/ur{START}/young-person").value("first_name") == "Zeb"


def test_the_enter_key_goes_on_and_changes_no_language(client: CheckedClient) -> None:
    # given a question: browsers press the first button of the form when somebody presses Enter in a box
    journeys.reach(client, "home")
    page = client.page(f"{START}/home")
    form = page.one(".//main//form").get("id")
    first = next(one for one in page.all(".//button") if one.get("form") == form or one in page.all(".//main//button"))
    # then that is none of the languages
    assert first.get("name") is None
    assert first.get("type") == "submit"


def test_pages_that_ask_nothing_have_links(client: CheckedClient) -> None:
    journeys.fill_in(client)
    for address in (START, journeys.CHECK):
        page = client.page(address)
        assert page.all(".//header//button") == []
        assert page.one(".//header//a[@hreflang='ur']").get("href", "").startswith("/language/ur?next=")
