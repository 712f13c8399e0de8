"""Answers that cannot be kept: 400, a clear sentence on the right box, and everything typed still there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import START, Steps
from tests.support.client import CheckedClient

PARENT, YOUNG, PROFESSIONAL, OTHER = (
    journeys.PARENT,
    journeys.YOUNG_PERSON,
    journeys.PROFESSIONAL,
    journeys.SOMEONE_ELSE,
)
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
    (PARENT, "contact", {"phone": "01632 960977", "safe_to_phone": "phone_only"}, "name", "Enter a full name"),
    (PARENT, "contact", {"name": "P"}, "phone", "Enter a phone number or an email address"),
    (PARENT, "contact", {"name": "P", "phone": "nonsense"}, "phone", "Enter a phone number like"),
    (PARENT, "contact", {"name": "P", "phone": "01632 960977"}, "safe_to_phone", "Choose whether it is safe to phone"),
    (
        PARENT,
        "contact",
        {"name": "P", "phone": "01632 960977", "safe_to_phone": "not_safe"},
        "email",
        "Enter an email address, because it is not safe to phone",
    ),
    (YOUNG, "contact", {}, "phone", "Enter a phone number or an email address"),
    (PARENT, "language", {"interpreter": "no"}, "language", "Choose a language"),
    (PARENT, "language", {"language": "en"}, "interpreter", "Choose yes or no for an interpreter"),
    (PARENT, "language", {"language": "other", "interpreter": "no"}, "other_language", "Enter the language"),
    (PARENT, "agreement", {}, "agreed", "Choose yes or no"),
]


@pytest.mark.parametrize(
    ("steps", "slug", "fields", "box", "says"), MISTAKES, ids=[f"{slug}-{box}" for _, slug, _, box, _ in MISTAKES]
)
def test_a_mistake_is_said_where_it_is_and_loses_nothing(
    client: CheckedClient, steps: Steps, slug: str, fields: dict[str, Any], box: str, says: str
) -> None:
    # given everything before the question
    journeys.begin(client)
    for name, given in journeys.without(steps, slug):
        journeys.answer(client, name, given)
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
