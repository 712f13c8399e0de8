"""Answers that cannot be kept: 400, a clear sentence on the right box, and everything typed still there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import AGREED_ON, START, Steps, fields_of
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

PARENT, YOUNG, PROFESSIONAL, OTHER = (
    journeys.PARENT,
    journeys.YOUNG_PERSON,
    journeys.PROFESSIONAL,
    journeys.SOMEONE_ELSE,
)
YOUNGER, OF_16 = journeys.YOUNGER_PERSON, journeys.OF_16
BY_PHONE = journeys.changed(PARENT, contact={**journeys.CONTACT, "ways": ["phone"]})
BY_EVERY_WAY = journeys.changed(PARENT, contact={**journeys.CONTACT, "ways": ["phone", "text", "email", "post"]})
SAFE = {"safe_to_phone": "phone_only", "safe_to_text": "yes", "safe_to_post": "no", "address": "1 Marmalade Row"}
LONG = "x" * 2001
MISTAKES: list[tuple[Steps, str, dict[str, Any], str, str]] = [
    (PARENT, "who", {}, "referrer", "Choose who is filling in this form"),
    (PARENT, "who", {"referrer": "robot"}, "referrer", "Choose one of the answers on the list"),
    (PROFESSIONAL, "family-agrees", {}, "agreed", "Choose yes or no"),
    (PROFESSIONAL, "about-you", {"role": "Teacher", "organisation": "School"}, "name", "Enter your full name"),
    (
        PROFESSIONAL,
        "about-you",
        {"name": "O", "organisation": "School", "phone": "01632 960978"},
        "role",
        "Enter your job",
    ),
    (
        PROFESSIONAL,
        "about-you",
        {"name": "O", "role": "Teacher", "phone": "01632960978"},
        "organisation",
        "Enter where you work",
    ),
    (
        PROFESSIONAL,
        "about-you",
        {"name": "O", "role": "Teacher", "organisation": "School"},
        "phone",
        "Enter your phone number or your email address",
    ),
    (
        OTHER,
        "about-you",
        {"name": "O", "email": "o@example.org"},
        "relationship",
        "Enter how you know the child or young person",
    ),
    (
        OTHER,
        "about-you",
        {"name": "O", "relationship": "x", "email": "o"},
        "email",
        "Enter an email address like name@example.com",
    ),
    (PROFESSIONAL, "how-they-agreed", {"how": "phone", **fields_of("on", AGREED_ON)}, "by", "Choose who agreed"),
    (PROFESSIONAL, "how-they-agreed", {"by": "both", **fields_of("on", AGREED_ON)}, "how", "Choose how they told you"),
    (
        PROFESSIONAL,
        "how-they-agreed",
        {"by": "both", "how": "phone"},
        "on-day",
        "Enter the day on which they agreed",
    ),
    (
        PROFESSIONAL,
        "how-they-agreed",
        {"by": "both", "how": "phone", **fields_of("on", AGREED_ON), "on-year": "2999"},
        "on-day",
        "cannot be in the future",
    ),
    (YOUNGER, "trusted-adult", {}, "helps", "Choose yes or no"),
    (YOUNGER, "trusted-adult", {"helps": "contact_them"}, "name", "Enter the name of the adult we can talk to"),
    (PARENT, "young-person", {"last_name": "Quillfeather"}, "first_name", "Enter a first name"),
    (PARENT, "young-person", {"first_name": "Zebedee"}, "last_name", "Enter a last name"),
    (PARENT, "date-of-birth", {}, "born-day", "Enter the date of birth"),
    (
        PARENT,
        "date-of-birth",
        {"born-day": "31", "born-month": "2", "born-year": "2015"},
        "born-day",
        "Enter a real date",
    ),
    (
        PARENT,
        "date-of-birth",
        {"born-day": "1", "born-month": "1", "born-year": "2999"},
        "born-day",
        "must be in the past",
    ),
    (PARENT, "home", {"postcode": "not a postcode"}, "postcode", "Enter a full postcode, like ST16 2LH"),
    (PARENT, "home", {"postcode": "ST16"}, "postcode", "Enter a full postcode, like ST16 2LH"),
    (PARENT, "strengths", {"strengths": LONG}, "strengths", "Use 2,000 characters or fewer"),
    (PARENT, "day-to-day", {}, "hard", "Choose what is hard, or choose that you are not sure"),
    (PARENT, "learn", {}, "goals", "Choose at least one thing, or write one in your own words"),
    (
        PARENT,
        "learn",
        {"goals": ["cooking", "travel", "money"], "own_goal": "One more"},
        "goals",
        "Choose up to 3 things, counting the one in your own words",
    ),
    (OF_16, "do-they-know", {}, "knows", "Choose whether the young person knows and agrees"),
    (PARENT, "right-area", {}, "right", "Choose yes or no"),
    (PARENT, "school", {"name": "Thistledown"}, "kind", "Choose one, or choose that you would rather not say"),
    (PARENT, "help-now", {"words": "Lots", "hours_used": "a few"}, "hours_used", "Enter the hours as a whole number"),
    (PARENT, "contact", {"ways": ["email"], "email": "p@example.org"}, "name", "Enter a full name"),
    (PARENT, "contact", {"name": "P", "phone": "01632 960977"}, "ways", "Choose at least one way"),
    (PARENT, "contact", {"name": "P", "ways": ["phone"], "phone": "nonsense"}, "phone", "Enter a phone number like"),
    (PARENT, "contact", {"name": "P", "ways": ["text"]}, "phone", "Enter a phone number for the ways that you chose"),
    (PARENT, "contact", {"name": "P", "ways": ["email"]}, "email", "Enter an email address, because you chose email"),
    (YOUNG, "contact", {}, "ways", "Choose at least one way"),
    (PARENT, "safe-contact", {}, "safe_to_phone", "Choose whether it is safe to phone"),
    (BY_EVERY_WAY, "safe-contact", {**SAFE, "safe_to_text": ""}, "safe_to_text", "safe to send a text message"),
    (BY_EVERY_WAY, "safe-contact", {**SAFE, "address": ""}, "address", "Enter the address for letters"),
    (BY_EVERY_WAY, "safe-contact", {**SAFE, "safe_to_post": ""}, "safe_to_post", "safe to send a letter"),
    (BY_PHONE, "safe-contact", {"safe_to_phone": "not_safe"}, "safe_to_phone", "Go back and choose one more way"),
    (PARENT, "who-decides", {}, "who", "Choose who it is, or choose that you are not sure"),
    (PARENT, "who-decides", {"who": ["parent", "not_sure"]}, "who", "or only one after “or”"),
    (PROFESSIONAL, "who-decides", {"who": ["me"]}, "who", "Choose one of the answers on the list"),
    (PARENT, "language", {"interpreter": "no"}, "language", "Choose a language"),
    (PARENT, "language", {"language": "en"}, "interpreter", "Choose yes or no for an interpreter"),
    (PARENT, "language", {"language": "other", "interpreter": "no"}, "other_language", "Enter the language"),
    (PARENT, "safe-now", {}, "now", "Choose yes, no, or that you are not sure"),
    (PARENT, "agreement", {"share": "yes"}, "agreed", "Choose yes or no for contact"),
    (PARENT, "agreement", {"agreed": "yes"}, "share", "Choose yes or no for sharing"),
]


@pytest.mark.parametrize(
    ("steps", "slug", "fields", "box", "says"), MISTAKES, ids=[f"{slug}-{box}" for _, slug, _, box, _ in MISTAKES]
)
def test_a_mistake_is_said_where_it_is_and_loses_nothing(
    client: CheckedClient, steps: Steps, slug: str, fields: dict[str, Any], box: str, says: str
) -> None:
    # given everything before the question
    journeys.reach(client, slug, steps)
    # when the answer cannot be kept
    response = journeys.answer(client, slug, fields)
    # then the page says so, first and beside the box
    assert response.status_code == 400
    page = response.page  # type: ignore[attr-defined]
    assert page.title.startswith("Error: ")
    summary = page.with_class("govuk-error-summary__list")[0]
    first = summary.find(".//a")
    assert says in first.text
    assert first.get("href") == f"#{box}"
    # and what was typed is still there
    for name, value in fields.items():
        if isinstance(value, str) and not page.all(f".//input[@name='{name}'][@type='radio']"):
            assert page.value(name).strip() == value
        for chosen in value if isinstance(value, list) else ():
            for choice in page.all(f".//input[@name='{name}'][@value='{chosen}']"):
                assert choice.get("checked") is not None
    # and nothing after it can be reached
    assert client.get(f"{START}/check-answers").location == f"{START}/{slug}"


def test_a_form_that_ran_out_keeps_the_answer_that_was_just_sent(client: CheckedClient) -> None:
    # given a form whose token the browser has lost while a page was open
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    token = client.page(f"{START}/young-person").value("csrf_token")
    client.delete_cookie("referral")
    # when the page is sent
    response = client.post(f"{START}/young-person", data={"csrf_token": token, **journeys.CHILD})
    # then it begins again, says why, and still has that answer
    assert response.location == f"{START}/who"
    assert "24 hours" in client.page(f"{START}/who").words
    journeys.answer(client, "who", {"referrer": "parent"})
    assert client.page(f"{START}/young-person").value("first_name") == "Zebedee"


def test_a_page_that_lost_its_session_is_shown_again_with_what_was_typed(client: CheckedClient) -> None:
    # given a page of the form that stayed open until the browser had lost every cookie
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    token = client.page(f"{START}/young-person").value("csrf_token")
    client.delete_cookie("referral")
    client.delete_cookie("session")
    # when it is sent
    response = client.post(f"{START}/young-person", data={"csrf_token": token, **journeys.CHILD})
    # then nothing is begun in the browser's name, and the page asks to send it once more
    assert response.status_code == 400
    assert not client.get_cookie("referral")
    page = response.page  # type: ignore[attr-defined]
    assert "Send it once more" in page.words
    assert page.value("first_name") == "Zebedee"
    # and once more is enough
    again = client.post(
        f"{START}/young-person",
        data={"csrf_token": page.value("csrf_token"), "mark": page.value("mark"), **journeys.CHILD},
    )
    assert again.location == f"{START}/who"
    journeys.answer(client, "who", {"referrer": "parent"})
    assert client.page(f"{START}/young-person").value("first_name") == "Zebedee"


@pytest.mark.parametrize("token", ["", "forged"])
def test_an_answer_that_another_site_sends_is_not_kept(client: CheckedClient, token: str) -> None:
    # given a form in the middle
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    # when an answer comes without a token of ours
    response = client.post(f"{START}/young-person", data={"csrf_token": token, **journeys.CHILD})
    # then it is refused
    assert response.status_code == 400
    assert client.page(f"{START}/young-person").value("first_name") == ""


def test_a_page_left_open_from_an_earlier_form_changes_nothing_in_the_next(client: CheckedClient) -> None:
    # given a page of one child's form, left open while the form of another child was begun
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    left_open = client.page(f"{START}/young-person")
    assert client.send(START, {"again": "1"}).location == f"{START}/who"
    journeys.answer(client, "who", {"referrer": "parent"})
    journeys.answer(client, "young-person", {"first_name": "Persephone", "last_name": "Quillfeather"})
    # when the page is sent after all
    old = {"csrf_token": left_open.value("csrf_token"), "mark": left_open.value("mark")}
    response = client.post(f"{START}/young-person", data={**old, **journeys.CHILD})
    # then the newer form is shown where it stood, it says why, and its child is still the same
    assert response.location == f"{START}/date-of-birth"
    assert "You started another form" in client.page(f"{START}/date-of-birth").words
    assert client.page(f"{START}/young-person").value("first_name") == "Persephone"


def test_the_answers_of_an_earlier_form_do_not_send_the_next_one(client: CheckedClient) -> None:
    # given "check your answers" of one form, left open until the answers of another one were complete
    journeys.fill_in(client)
    left_open = client.page(journeys.CHECK)
    client.send(START, {"again": "1"})
    for slug, fields in journeys.PARENT:
        journeys.answer(client, slug, fields)
    # when the old page's button is pressed
    old = {"csrf_token": left_open.value("csrf_token"), "mark": left_open.value("mark")}
    response = client.post(journeys.CHECK, data=old)
    # then nobody has sent what they did not see
    assert response.location == journeys.CHECK
    assert "You started another form" in client.page(journeys.CHECK).words


@pytest.mark.parametrize("slug", ["who", "young-person"])
def test_looking_at_the_head_of_a_page_begins_and_changes_nothing(client: CheckedClient, slug: str) -> None:
    # given a browser without a form
    # when only the head of a page is asked for, as link checkers do
    response = client.head(f"{START}/{slug}")
    # then it is sent to the start page like everybody else
    assert response.location.startswith(START)
    assert not client.get_cookie("referral")


def test_a_button_that_outlived_its_session_leads_to_a_fresh_page(client: CheckedClient) -> None:
    # given "check your answers", left open until its session had run out
    journeys.fill_in(client)
    client.delete_cookie("session")
    # when its button is pressed
    response = client.post(journeys.CHECK, data={"csrf_token": "of yesterday"})
    # then nothing is sent, and the same page says to press it again
    assert response.location == journeys.CHECK
    assert "Send it once more" in client.page(journeys.CHECK).words
    assert journeys.send(client).location == f"{START}/sent"


def test_the_start_page_sets_no_cookie_and_its_button_only_that_of_the_form(client: CheckedClient) -> None:
    # given somebody who only looks
    assert "Set-Cookie" not in client.get(START).headers
    # when they press the button
    response = client.send(START, {})
    # then the form has its cookie
    assert [cookie.split("=")[0] for cookie in response.headers.getlist("Set-Cookie")] == ["referral"]


@pytest.mark.parametrize("sender", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example.org"}])
def test_no_other_site_begins_or_erases_a_form(client: CheckedClient, sender: dict[str, str]) -> None:
    # given a form in the middle
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    # when another site presses the button of the start page
    response = client.post(START, data={"again": "1"}, headers=sender)
    # then nothing is erased
    assert response.status_code == 400
    assert client.page(f"{START}/young-person").heading == "What is your child’s name?"


def test_a_browser_that_keeps_no_cookies_is_told_about_them(client: CheckedClient) -> None:
    # given a browser that has just begun a form, and did not keep its cookie
    journeys.begin(client)
    client.delete_cookie("referral")
    # when it opens the first question
    response = client.get(f"{START}/who")
    # then the start page says why it is shown again
    assert "Let this site set cookies, or ring us" in client.page(response.location).words
