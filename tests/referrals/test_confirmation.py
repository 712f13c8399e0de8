"""After sending: the page says how to follow the form, what happens next and what can help meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

import config
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals import choices
from localoffer.referrals.answers import Answers
from localoffer.vocabulary import Fact
from tests.referrals import following, journeys
from tests.referrals.conftest import mails, only_referral
from tests.referrals.following import PARENT, PROFESSIONAL, STATUS, SentForm
from tests.referrals.journeys import START
from tests.support import listings
from tests.support.client import CheckedClient
from tests.support.demonstrating import demonstration_of
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

SENT = f"{START}/sent"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def confirmation(client: CheckedClient, form: SentForm, *, prefix: str = "") -> Page:
    """Open the confirmation in the browser that sent the form."""
    client.set_cookie("referral", form.token)
    return client.page(f"{prefix}{SENT}")


def test_the_same_browser_sees_reference_and_code_again_and_they_open_the_status(
    client: CheckedClient, database: Database
) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    first, again = client.page(SENT), client.page(SENT)
    shown = [element.text for element in first.with_class("lo-reference")]
    assert shown == [element.text for element in again.with_class("lo-reference")]
    reference, code = shown
    assert reference == only_referral(database).reference
    assert client.send(STATUS, {"reference": reference, "code": code}).location == STATUS


def test_the_code_stands_in_no_address_and_no_mail(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    form = following.sent(app, database)
    assert not any(form.code in link for link in confirmation(client, form).links)
    for mail in mails(database, keys).values():
        assert form.code not in mail.subject + mail.body


@pytest.mark.parametrize("prefix", ["", "/pl"])
def test_what_the_family_keeps_says_where_to_follow_the_form(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing, prefix: str
) -> None:
    # given a form that was sent from a page in some language
    journeys.fill_in(client, prefix=prefix)
    journeys.send(client, prefix=prefix)
    address = f"{app.config['SETTINGS'].base_url}{prefix}{STATUS}"
    # then the confirmation and the receipt have the address of the page, in that language
    assert address in "".join(client.page(f"{prefix}{SENT}").one(".//main").itertext())
    assert address in mails(database, keys)["referral-receipt"].body.splitlines()


def test_the_status_opens_from_the_confirmation_without_typing(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    form = following.sent(app, database)
    confirmation(client, form)
    assert client.send(f"{STATUS}/go-on", {}, page=SENT).location == STATUS
    assert client.page(STATUS).heading == "Where the form is now"


def test_no_day_is_promised_until_the_council_sets_one(app: Flask, client: CheckedClient, database: Database) -> None:
    page = confirmation(client, following.sent(app, database))
    assert "We cannot say yet how long this takes" in page.words
    assert "We contact you by" not in page.words


@time_machine.travel(MONDAY, tick=False)
def test_an_example_of_a_promise_is_said_as_a_day_and_labelled_in_a_demonstration(settings: config.Settings) -> None:
    with demonstration_of(replace(settings, base_url="http://localhost")) as app:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        page = confirmation(client, following.sent(app, app.extensions["localoffer_database"]))
    # ten working days after Monday 23 November
    assert "We contact you by 7 December 2026." in page.words
    assert "This day is made up" in page.words


def test_an_urgent_answer_is_met_with_999_once_more_and_that_the_team_was_told(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    calm = confirmation(client, following.sent(app, database))
    assert "somebody is at risk now" not in calm.words
    urgent = replace(PARENT, risk=told.Risk(choices.RiskNow.YES))
    page = confirmation(client, following.sent(app, database, urgent))
    assert "You said that somebody is at risk now. We told the team on duty." in page.words
    assert "If somebody is in danger now, ring 999." in page.words


def test_what_helps_meanwhile_is_for_the_same_district_and_need(
    app: Flask, client: CheckedClient, database: Database, session: Session
) -> None:
    listings.listing(session, districts=("stafford",), needs=("autism",))
    session.commit()
    links = confirmation(client, following.sent(app, database)).links
    assert "/services?district=stafford&need=autism&need=speech-and-language" in links


def test_no_search_is_offered_that_finds_nothing(
    app: Flask, client: CheckedClient, database: Database, session: Session
) -> None:
    # given services in the district, but none for the need and none for carers
    listings.listing(session, districts=("stafford",), needs=("hearing",))
    session.commit()
    page = confirmation(client, following.sent(app, database))
    assert "/services?district=stafford" in page.links
    assert not any("need=" in link or "kind=carers" in link for link in page.links)


def _of_age(age: int, answers: Answers = PARENT) -> Answers:
    return replace(answers, date_of_birth=told.DateOfBirth(date(2026 - age, 1, 1)))


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(("age", "heading"), [(15, ""), (16, "Soon 18"), (17, "Soon 18"), (18, ""), (23, "")])
def test_who_is_near_18_is_led_to_help_for_that_age(
    app: Flask, client: CheckedClient, database: Database, session: Session, age: int, heading: str
) -> None:
    listings.listing(session, "After school", age_from=16, age_to=25)
    session.commit()
    page = confirmation(client, following.sent(app, database, _of_age(age)))
    assert ("Soon 18" in page.words) is bool(heading)
    assert any("age=18" in link for link in page.links) is bool(heading)


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(("age", "is_near"), [(23, False), (24, True), (25, True)])
def test_who_is_near_the_end_is_led_to_what_comes_after(
    app: Flask, client: CheckedClient, database: Database, session: Session, age: int, is_near: bool
) -> None:
    listings.listing(session, facts={Fact.OPEN_TO_ALL: (True, None)})
    session.commit()
    page = confirmation(client, following.sent(app, database, _of_age(age)))
    assert ("on the day before the birthday at 26" in page.words) is is_near


def test_a_professional_gets_a_record_for_the_file_without_any_code(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    form = following.sent(app, database, PROFESSIONAL)
    page = confirmation(client, form)
    assert f"{SENT}/record" in page.links
    record = client.page(f"{SENT}/record")
    assert form.reference in record.words
    assert "Zebedee Quillfeather" in record.words
    assert form.code not in record.words
    assert client.get(f"{SENT}/record").headers["Cache-Control"] == "no-store"


def test_nobody_else_gets_a_record(app: Flask, client: CheckedClient, database: Database) -> None:
    assert client.get(f"{SENT}/record").location == SENT
    page = confirmation(client, following.sent(app, database))
    assert f"{SENT}/record" not in page.links
    assert client.get(f"{SENT}/record").location == SENT


def test_whoever_asks_for_a_family_hands_over_its_notice_in_its_language(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    page = confirmation(client, following.sent(app, database, PROFESSIONAL))
    assert "/pl/refer/life-skills/for-the-family" in page.links
    assert "Tell us more now" not in page.words
    family = confirmation(client, following.sent(app, database))
    assert not any("for-the-family" in link for link in family.links)
    assert "Tell us more now" in family.words


def test_the_forms_of_one_sitting_are_listed_with_their_codes(client: CheckedClient) -> None:
    journeys.fill_in(client, journeys.PROFESSIONAL)
    journeys.send(client)
    first = [str(element.text) for element in client.page(SENT).with_class("lo-reference")]
    client.send(f"{START}/another-child", {}, page=SENT)
    for slug, fields in journeys.PROFESSIONAL:
        journeys.answer(client, slug, fields)
    journeys.send(client)
    page = client.page(SENT)
    assert page.heading == "We have your form"
    assert all(told in page.words for told in first)


@pytest.mark.parametrize("prefix", ["/pl", "/ur"])
def test_the_page_speaks_the_reader_s_language(
    app: Flask, client: CheckedClient, database: Database, prefix: str
) -> None:
    form = following.sent(app, database)
    assert form.reference in confirmation(client, form, prefix=prefix).words
