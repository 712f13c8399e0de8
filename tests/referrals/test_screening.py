"""Spam is set aside and never thrown away; nobody who fills the form in as people do is ever set aside."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import select
from werkzeug.test import TestResponse

import config
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals.admin.signs import WHY
from localoffer.referrals.answers import SECTIONS, Answers, Risk, Strengths, YoungPerson
from localoffer.referrals.asking import screening, sent_signs
from localoffer.referrals.asking.screening import RULES, Seen, Sign, signs_in
from localoffer.referrals.asking.sent_signs import Sending
from localoffer.referrals.choices import RiskNow
from localoffer.referrals.models import Referral
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.referrals.journeys import CHECK, START, Steps
from tests.support.client import CheckedClient
from tests.support.passing_time import A_USUAL_FORM, begun_earlier
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

EMPTY = Answers()
OURS = {"Sec-Fetch-Site": "same-origin"}
SCHOOL = "203.0.113.7"
PARAGRAPH = (
    "He finds the mornings hard and needs every step shown to him. His school wrote it all down here: "
    "https://school.example.org/plan and we would like him to learn to get ready on his own."
)
SPAM = (
    "Buy the best watches at https://spam.example.com/1 and https://spam.example.com/2 "
    "and https://spam.example.com/3 today, all of them cheap."
)

# whatever people do, in every mixture: a slow typist or a browser that fills all in, 200 others behind the same
# address, an old browser, a pasted link or two, words that a class or brothers and sisters share, a clock put back
PEOPLE = some.builds(
    Seen,
    seconds=some.one_of(some.floats(25, 120), some.floats(120, 28 * 24 * 3600.0), some.floats(-7200, -1)),
    empty_box=some.just(False),
    says_where_from=some.booleans(),
    links=some.integers(0, 2),
    same_words=some.integers(0, 40),
    from_address=some.integers(0, 250),
    from_everywhere=some.integers(0, 5000),
)
MACHINES = some.one_of(
    some.builds(Seen, seconds=some.floats(0, 3.9), links=some.integers(0, 5), says_where_from=some.booleans()),
    some.builds(Seen, seconds=some.floats(0, 90000), empty_box=some.just(True), says_where_from=some.booleans()),
    some.builds(Seen, seconds=some.floats(5, 90000), links=some.integers(3, 90), same_words=some.integers(20, 9000)),
)


@settings(max_examples=1000, deadline=None)
@given(seen=PEOPLE)
def test_nobody_who_does_as_people_do_is_set_aside(seen: Seen) -> None:
    assert signs_in(seen) == ()


@settings(max_examples=1000, deadline=None)
@given(seen=MACHINES)
def test_machines_of_three_sorts_are_set_aside(seen: Seen) -> None:
    assert signs_in(seen)


@settings(max_examples=1000, deadline=None)
@given(seen=PEOPLE)
def test_what_people_do_is_far_below_any_flood(seen: Seen) -> None:
    assert not screening.is_flood(seen, most_an_hour=config.Settings.forms_an_hour)


@pytest.mark.parametrize("sign", list(Sign))
def test_each_sign_counts_and_has_a_name(sign: Sign) -> None:
    assert str(WHY[sign])
    assert any(rule.sign is sign and rule.score > 0 for rule in RULES)


def test_the_words_that_are_compared_are_those_of_the_form() -> None:
    for section, name in screening.FREE_WORDS:
        assert name in {field.name for field in dataclasses.fields(SECTIONS[section])}


def changed(slug: str, **fields: Any) -> Steps:
    """Return a parent's journey with other answers to one step."""
    return [(name, {**told, **fields} if name == slug else told) for name, told in journeys.PARENT]


@dataclass(frozen=True)
class Person:
    """How somebody fills the form in and sends it."""

    steps: Steps = field(default_factory=lambda: journeys.PARENT)
    took: timedelta = timedelta(minutes=10)
    old_browser: bool = False
    others_at_the_school: int = 0
    presses: int = 1


REAL = {
    "slowly, by keyboard, over hours": Person(took=timedelta(hours=5)),
    "filled in by the browser in half a minute": Person(took=timedelta(seconds=30)),
    "with an old browser": Person(old_browser=True),
    "behind the address of a school": Person(others_at_the_school=200),
    "with a pasted paragraph and its link": Person(changed("day-to-day", words=PARAGRAPH)),
    "by pressing the button three times": Person(presses=3),
    "all of it at once": Person(changed("day-to-day", words=PARAGRAPH), timedelta(seconds=30), True, 200, 2),
    **{
        f"as {who}": Person(steps)
        for who, steps in {
            "a professional": journeys.PROFESSIONAL,
            "somebody else": journeys.SOMEONE_ELSE,
            "a young person": journeys.YOUNG_PERSON,
        }.items()
    },
}


@pytest.mark.parametrize("person", REAL.values(), ids=REAL.keys())
def test_a_real_journey_is_not_set_aside(
    client: CheckedClient, database: Database, keys: KeyRing, person: Person
) -> None:
    with database.transaction() as session:
        for _ in range(person.others_at_the_school):
            sent_signs.remember(session, Sending(SCHOOL, frozenset(), now()), keys=keys)

    answer = fill_in_and_send(client, database, person)

    assert answer.location.endswith("/sent")
    referral = only_referral(database)
    assert (referral.set_aside_at, referral.set_aside_for) == (None, [])


def fill_in_and_send(client: CheckedClient, database: Database, person: Person) -> TestResponse:
    """Send a form in that way from the school, without JavaScript; return the last answer."""
    journeys.begin(client)
    for slug, fields in person.steps:
        assert journeys.answer(client, slug, fields).status_code == 303
    begun_earlier(database, by=person.took)
    shown = client.page(CHECK)
    hidden = {name: shown.value(name) for name in ("csrf_token", "mark", "comment")}
    headers = {} if person.old_browser else {"Sec-Fetch-Site": "same-origin"}
    presses = [
        client.post(CHECK, data=hidden, headers=headers, environ_base={"REMOTE_ADDR": SCHOOL})
        for _ in range(person.presses)
    ]
    return presses[-1]


def test_brothers_and_sisters_with_the_same_words_are_not_set_aside(client: CheckedClient, database: Database) -> None:
    for _ in range(5):
        journeys.fill_in(client, changed("day-to-day", words=PARAGRAPH))
        journeys.send(client)
    with database.session(writes=False) as session:
        assert session.scalars(select(Referral.set_aside_for)).all() == [[]] * 5


def send_in_no_time(client: CheckedClient, database: Database, _keys: KeyRing) -> TestResponse:
    journeys.fill_in(client)
    begun_earlier(database, by=-A_USUAL_FORM)
    return journeys.send(client)


def fill_in_every_box(client: CheckedClient, _database: Database, _keys: KeyRing) -> TestResponse:
    journeys.fill_in(client)
    return client.send(CHECK, {"comment": "https://spam.example.com"})


def repeat_an_advertisement(client: CheckedClient, database: Database, keys: KeyRing) -> TestResponse:
    with database.transaction() as session:
        for number in range(30):
            before = Sending(f"198.51.{number}.1", frozenset({" ".join(SPAM.split()).casefold()}), now())
            sent_signs.remember(session, before, keys=keys)
    journeys.fill_in(client, changed("day-to-day", words=SPAM))
    return journeys.send(client)


@pytest.mark.parametrize("machine", [send_in_no_time, fill_in_every_box, repeat_an_advertisement])
def test_spam_is_stored_and_set_aside_and_its_sender_sees_no_difference(
    client: CheckedClient,
    database: Database,
    keys: KeyRing,
    machine: Callable[[CheckedClient, Database, KeyRing], TestResponse],
) -> None:
    # given what people see who send a form
    journeys.fill_in(client)
    journeys.send(client)
    good = without_codes(client.page(f"{START}/sent").words)
    # when a machine sends one
    sent = machine(client, database, keys)
    # then it is told the same, and the team finds the form apart from the queue
    assert sent.status_code == 303
    assert without_codes(client.page(sent.location).words) == good
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral).where(Referral.set_aside_at.is_not(None))).one()
    assert referral.set_aside_for
    assert set(referral.set_aside_for) <= {sign.value for sign in Sign}
    # and is called for nothing: the one notice is that of the first form
    assert kinds_of_messages(database)["referral-notice"] == 1
    assert kinds_of_messages(database)["referral-receipt"] == 2


def without_codes(words: str) -> str:
    """Return what a page says without its references and codes."""
    return re.sub(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4})+\b", "", words)


def kinds_of_messages(database: Database) -> Counter[str]:
    with database.session(writes=False) as session:
        return Counter(session.scalars(select(OutboxMessage.kind)))


def test_the_empty_box_is_out_of_the_way_of_people_and_of_browsers_that_fill_in(client: CheckedClient) -> None:
    journeys.fill_in(client)
    page = client.page(CHECK)
    (hidden,) = [
        part for part in page.tree.iter("div") if part.get("aria-hidden") == "true" and part.findall(".//input")
    ]
    (box,) = hidden.findall(".//input")
    assert (box.get("name"), box.get("tabindex"), box.get("autocomplete")) == ("comment", "-1", "off")
    assert "govuk-visually-hidden" in hidden.get("class", "")
    # whoever sees it after all, without styles, is told
    assert "Leave this empty" in "".join(hidden.itertext())


def test_somebody_at_risk_is_never_set_aside() -> None:
    urgent, calm = (replace(EMPTY, risk=Risk(now)) for now in (RiskNow.YES, RiskNow.NO))
    machine = Seen(seconds=0, empty_box=True, links=90, same_words=900)
    assert screening.set_aside_for(calm, machine)
    assert screening.set_aside_for(urgent, machine) == ()


def test_a_flood_has_to_wait_and_keeps_its_answers(app: Flask, client: CheckedClient, database: Database) -> None:
    # given a site that takes 40 forms an hour, 2 of them from one network
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], forms_an_hour=40)
    for _ in range(2):
        journeys.fill_in(client)
        assert journeys.send(client).status_code == 303
    # when one more is sent
    journeys.fill_in(client)
    refused = journeys.send(client)
    # then it has to wait, with its answers and a number to ring
    assert refused.status_code == 429
    page: Page = refused.page  # type: ignore[attr-defined]
    assert "Your answers are kept" in page.words
    assert app.extensions["localoffer_council"].local_offer.phone in page.words
    assert "Quillfeather" in client.page(CHECK).words
    # and another family is heard
    token = {"csrf_token": page.value("csrf_token")}
    other = client.post(CHECK, data=token, headers=OURS, environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert other.status_code == 303


@pytest.mark.parametrize(
    ("words", "links"),
    [("", 0), ("My son's school is www.school.example.org", 1), ("http://a HTTPS://b www.c", 3), ("a:b // c", 0)],
)
def test_links_are_counted_wherever_something_was_typed(words: str, links: int) -> None:
    assert screening.count_links(replace(EMPTY, strengths=Strengths(words))) == links
    assert screening.count_links(replace(EMPTY, young_person=YoungPerson(words, "Q"))) == links
