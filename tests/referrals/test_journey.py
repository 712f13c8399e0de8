"""The journey as families and professionals go through it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import sealing
from tests.referrals import journeys
from tests.referrals.conftest import mails, only_referral
from tests.referrals.journeys import CHECK, START, Steps
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("steps", "receipt_to"),
    [
        (journeys.PARENT, "philippa.quillfeather@example.org"),
        (journeys.YOUNG_PERSON, "philippa.quillfeather@example.org"),
        (journeys.YOUNGER_PERSON, "philippa.quillfeather@example.org"),
        (journeys.PROFESSIONAL, "ottoline@example.org"),
        (journeys.SOMEONE_ELSE, None),
    ],
    ids=["parent", "young person", "younger person", "professional", "someone else"],
)
def test_everybody_can_ask_and_gets_a_reference(
    client: CheckedClient, database: Database, keys: KeyRing, steps: Steps, receipt_to: str | None
) -> None:
    # given a form that is filled in
    journeys.fill_in(client, steps)
    # when it is sent
    response = journeys.send(client)
    # then it is stored whole, and the confirmation names it
    assert (response.status_code, response.location) == (303, f"{START}/sent")
    referral = only_referral(database)
    page = client.page(f"{START}/sent")
    assert page.heading == "We have your form"
    assert referral.reference in page.words
    answers = sealing.open_answers(referral, keys=keys)
    assert answers.young_person is not None
    assert answers.young_person.last_name == "Quillfeather"
    assert answers.learn is not None
    assert answers.learn.own_goal == "Ordering dragonfruit juice"
    assert sealing.open_summary(referral, keys=keys).name == "Zebedee Quillfeather"
    # and the team hears of it, and whoever gave an address too
    written = mails(database, keys)
    assert written["referral-notice"].to == "life-skills-team@council.example.org"
    assert (written["referral-receipt"].to if "referral-receipt" in written else None) == receipt_to


def test_the_start_page_says_first_that_no_diagnosis_is_needed(client: CheckedClient) -> None:
    page = client.page(START)
    assert page.all(".//main//p")[0].text is not None
    first = " ".join("".join(page.all(".//main//p")[0].itertext()).split())
    assert first.startswith("You do not need a diagnosis, a social care assessment or an education, health and care")
    assert "up to 64 hours a year, depending on need and on what is available" in page.words
    assert "any age up to 25" in page.words
    assert "999" in page.words


def test_check_answers_shows_everything_and_leads_back_to_each_question(client: CheckedClient) -> None:
    journeys.fill_in(client)
    page = client.page(CHECK)
    for said in (
        "Zebedee Quillfeather",
        f"27 March {journeys.YEAR - 11}",
        "ST16 2LH",
        "Stafford",
        "Wobblesome",
        "Making meals",
        "07700 900 977",
    ):
        assert said in page.words
    changed = [link for link in page.links if link.endswith("?change=1")]
    assert {link.split("/")[-1].split("?")[0] for link in changed} >= {slug for slug, _ in journeys.PARENT}
    for link in page.with_class("govuk-summary-list__actions"):
        assert link.find(".//span[@class='govuk-visually-hidden']") is not None
    assert journeys.answer(client, "strengths?change=1", {"strengths": ""}).location.endswith(CHECK)
    assert "Not provided" in client.page(CHECK).words


def test_each_page_after_the_first_leads_back_to_the_one_before(client: CheckedClient) -> None:
    journeys.begin(client)
    before = START
    for slug, fields in journeys.PARENT:
        page = client.page(f"{START}/{slug}")
        assert page.with_class("govuk-back-link")[0].get("href") == before
        journeys.answer(client, slug, fields)
        before = f"{START}/{slug}"


def test_nothing_can_be_reached_out_of_order(client: CheckedClient) -> None:
    client.set_cookie("another", "cookie")
    assert client.get(f"{START}/home").location == START
    assert client.get(CHECK).location == START
    assert client.get(f"{START}/sent").location == START
    journeys.begin(client)
    for slug in ("young-person", "home", "agreement", "check-answers", "family-agrees", "over-age", "nonsense"):
        assert client.get(f"{START}/{slug}").location == f"{START}/who"
    journeys.answer(client, "who", {"referrer": "parent"})
    assert client.get(f"{START}/learn").location == f"{START}/young-person"
    assert client.get(f"{START}/about-you").location == f"{START}/young-person"


def test_sending_early_sends_nothing(client: CheckedClient, database: Database) -> None:
    journeys.begin(client)
    token = client.page(f"{START}/who").value("csrf_token")
    assert client.post(CHECK, data={"csrf_token": token}).location == f"{START}/who"


def test_a_language_switch_loses_nothing(client: CheckedClient) -> None:
    journeys.reach(client, "learn")
    page = client.page("/ur/refer/life-skills/young-person")
    assert page.value("first_name") == "Zebedee"
    assert client.get("/ur/refer/life-skills/check-answers").location == "/ur/refer/life-skills/learn"


def test_a_restart_and_a_new_version_lose_nothing(client: CheckedClient, app: Flask, database: Database) -> None:
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    journeys.answer(client, "young-person", journeys.CHILD)
    other = app.test_client()
    for name in ("referral", "session"):
        cookie = client.get_cookie(name)
        assert cookie is not None
        other.set_cookie(name, cookie.value)
    database.engine.dispose()
    assert isinstance(other, CheckedClient)
    assert other.page(f"{START}/young-person").value("last_name") == "Quillfeather"


def test_changing_who_fills_it_in_keeps_what_still_applies(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a parent's form
    journeys.fill_in(client)
    # when it turns out to be a professional who fills it in
    asked = [
        journeys.answer(client, "who?change=1", {"referrer": "professional"}).location.split("/")[-1].split("?")[0]
    ]
    answers = dict(journeys.PROFESSIONAL)
    while asked[-1] != "check-answers":
        response = journeys.answer(client, f"{asked[-1]}?change=1", answers[asked[-1]])
        asked.append(response.location.split("/")[-1].split("?")[0])
    # then only what is newly needed was asked, and the agreement once more
    assert asked == ["family-agrees", "how-they-agreed", "about-you", "agreement", "check-answers"]
    # and back again, what only the professional was asked is not sent
    journeys.answer(client, "who?change=1", {"referrer": "parent"})
    journeys.answer(client, "agreement?change=1", journeys.AGREED)
    journeys.send(client)
    assert sealing.open_answers(only_referral(database), keys=keys).about_you is None


def test_each_question_is_put_in_the_words_of_who_answers_it(client: CheckedClient) -> None:
    # given the same questions as the four kinds of people read them
    read: dict[str, dict[str, str]] = {}
    for steps in (journeys.PARENT, journeys.YOUNG_PERSON, journeys.PROFESSIONAL, journeys.SOMEONE_ELSE):
        client.send(START, {"again": "1"})
        for slug, fields in steps:
            words = " ".join("".join(client.page(f"{START}/{slug}").all(".//main")[0].itertext()).split())
            read.setdefault(slug, {})[steps[0][1]["referrer"]] = words
            journeys.answer(client, slug, fields)
    # then a parent reads of their child, a young person of themselves, and each of the others of somebody else
    days = ("strengths", "day-to-day", "learn", "help-now", "safe-now")
    for slug in ("young-person", "home", "right-area", "school", *days):
        assert "your child" in read[slug]["parent"].lower()
        assert re.search(r"\byour?\b", read[slug]["young_person"].lower())
        assert "your child" not in " ".join(read[slug][one] for one in ("young_person", "professional", "someone_else"))
        assert len({read[slug][one] for one in ("parent", "young_person", "professional")}) == 3, slug
    # and a professional is asked about their work
    assert "Your work email address" in read["about-you"]["professional"]
    assert "How you know the child or young person" in read["about-you"]["someone_else"]
    assert list(read["how-they-agreed"]) == ["professional"]


@pytest.mark.parametrize(("age", "asked_for_an_adult"), [(15, True), (16, False)], ids=["15 years old", "16 years old"])
def test_somebody_under_16_is_asked_for_an_adult_they_trust_and_may_go_on_without(
    client: CheckedClient, age: int, asked_for_an_adult: bool
) -> None:
    # given a young person who fills it in alone
    journeys.reach(client, "date-of-birth", journeys.YOUNG_PERSON)
    # when they say how old they are
    following = journeys.answer(client, "date-of-birth", journeys.born(age)).location
    # then only the younger one is asked, and may say no
    assert following == f"{START}/{'trusted-adult' if asked_for_an_adult else 'home'}"
    if asked_for_an_adult:
        assert journeys.answer(client, "trusted-adult", {"helps": "nobody"}).location == f"{START}/home"


def test_nothing_is_kept_about_an_adult_whom_nobody_may_contact(client: CheckedClient) -> None:
    # given a young person under 16
    journeys.reach(client, "trusted-adult", journeys.YOUNGER_PERSON)
    # when they name an adult and say not to talk to them
    journeys.answer(client, "trusted-adult", {**journeys.ADULT, "helps": "do_not_contact"})
    # then only that is kept
    page = client.page(f"{START}/trusted-adult")
    assert page.one(".//input[@checked]").get("value") == "do_not_contact"
    assert [page.value(name) for name in ("name", "relationship", "phone")] == ["", "", ""]


def test_only_the_persons_own_data_is_filled_in_by_the_browser(client: CheckedClient) -> None:
    journeys.begin(client)
    for referrer, expected in (("parent", "off"), ("young_person", "given-name")):
        journeys.answer(client, "who", {"referrer": referrer})
        box = client.page(f"{START}/young-person").one(".//input[@name='first_name']")
        assert box.get("autocomplete") == expected
        assert box.get("spellcheck") == "false"


def test_another_form_can_follow(client: CheckedClient, database: Database) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    assert client.send(START, {}, page=f"{START}/sent").location == f"{START}/who"
    assert client.page(f"{START}/who").all(".//input[@checked]") == []


def test_the_start_page_offers_to_go_on_with_an_unfinished_form_or_to_erase_it(client: CheckedClient) -> None:
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    assert "not finished" in client.page(START).words
    assert client.send(START, {}).location == f"{START}/young-person"
    assert client.send(START, {"again": "1"}).location == f"{START}/who"


def test_pages_of_the_journey_are_never_stored(client: CheckedClient) -> None:
    journeys.fill_in(client)
    for address in (START, f"{START}/contact", CHECK, f"/pl{CHECK}"):
        assert client.get(address).headers["Cache-Control"] == "no-store"


def test_leaving_erases_the_form_and_goes_to_a_neutral_page(client: CheckedClient, database: Database) -> None:
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    address = client.page(f"{START}/young-person").with_class("govuk-exit-this-page__button")[0].get("href")
    assert address == f"{START}/leave"
    response = client.get(address)
    assert response.location == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get_cookie("referral") is None
    assert client.get(f"{START}/young-person").location.startswith(START)


def test_whoever_begins_learns_first_how_to_leave(client: CheckedClient) -> None:
    # given somebody who begins
    response = client.send(START, {})
    # then the way out, and what it does, stand before the first question
    assert response.location == f"{START}/leave-quickly"
    page = client.page(response.location)
    assert page.one(".//main//form").get("action") == f"{START}/who"
    assert "It does not clear the history of your browser." in page.words
    assert f"{START}/stay-safe" in page.links
    # and only once
    assert client.send(START, {}).location == f"{START}/who"


def test_each_page_has_the_way_out_as_a_button_and_as_the_second_link(client: CheckedClient) -> None:
    pages = [client.page(f"{START}/{slug}") for slug in ("leave-quickly", "stay-safe")]
    journeys.begin(client)
    for slug, fields in journeys.PARENT:
        pages.append(client.page(f"{START}/{slug}"))
        journeys.answer(client, slug, fields)
    pages.append(client.page(CHECK))
    journeys.send(client)
    pages.append(client.page(f"{START}/sent"))
    for page in pages:
        assert [link.get("href") for link in page.all(".//a")[:2]] == ["#main-content", f"{START}/leave"]
        button = page.with_class("govuk-exit-this-page__button")[0]
        assert (button.get("href"), button.get("rel")) == (f"{START}/leave", "nofollow noreferrer")
    assert f"{START}/stay-safe" in pages[-1].links


def test_another_site_cannot_erase_a_form(client: CheckedClient) -> None:
    journeys.begin(client)
    client.get(f"{START}/leave", headers={"Sec-Fetch-Site": "cross-site"})
    assert client.get(f"{START}/who").status_code == 200


@pytest.mark.parametrize("prefix", ["/pl", "/ur"])
def test_the_journey_works_in_every_language(
    client: CheckedClient, database: Database, keys: KeyRing, prefix: str
) -> None:
    journeys.fill_in(client, prefix=prefix)
    assert journeys.send(client, prefix=prefix).location == f"{prefix}{START}/sent"
    client.page(f"{prefix}{START}/sent")
    written = mails(database, keys)
    assert written["referral-receipt"].language == prefix[1:]
    assert written["referral-notice"].language == "en"


def test_no_page_asks_for_a_diagnosis(client: CheckedClient) -> None:
    said: list[str] = []
    for steps in journeys.EVERYBODY.values():
        client.send(START, {"again": "1"})
        for slug, fields in steps:
            page = client.page(f"{START}/{slug}")
            said.append(page.words.lower())
            journeys.answer(client, slug, fields)
    asked = " ".join(said)
    assert not [word for word in ("diagnos", "autis", "adhd", "condition", "disorder", "syndrome") if word in asked]


def test_nobody_is_turned_away_for_lack_of_anything(client: CheckedClient, database: Database) -> None:
    # given only what must be answered
    least: dict[str, dict[str, Any]] = {
        "strengths": {"strengths": ""},
        "day-to-day": {"hard": ["not-sure"]},
        "learn": {"goals": [], "own_goal": "Anything"},
        "school": {"kind": "rather_not"},
        "help-now": {},
        "contact": {"name": "P. Q.", "ways": ["email"], "email": "p@example.org"},
        "who-decides": {"who": ["rather_not"]},
        "safe-now": {"now": "not_sure"},
        "agreement": {"agreed": "yes", "share": "no"},
    }
    steps = [(slug, least.get(slug, fields)) for slug, fields in journeys.PARENT if slug != "safe-contact"]
    # when it is sent, then it is taken
    journeys.fill_in(client, steps)
    journeys.send(client)
    assert only_referral(database).stage.value == "received"
