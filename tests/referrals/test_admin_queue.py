"""The order of the queue, what is overdue, and what is set aside as possible spam."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.choices import RiskNow
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.working_days import day_of
from tests.referrals.conftest import mails
from tests.referrals.team import APART, QUEUE, SignIn, actions, entries, find, refer, send
from tests.referrals.test_submission import ANSWERS
from tests.support.queries import queries_of

AT_RISK = replace(ANSWERS, risk=told.Risk(RiskNow.YES))
TEACHER = told.AboutYou("Ottoline", "Teacher", "Thistledown", email="ottoline@example.org")
BY_TEACHER = replace(ANSWERS, who=told.Who(Referrer.PROFESSIONAL), about_you=TEACHER)
LONG_AGO = now() - timedelta(days=60)


def in_order(page: object) -> list[str]:
    return [row.find("th/a").text for row in page.all(".//tbody/tr")]  # type: ignore[attr-defined]


def test_whoever_may_be_at_risk_comes_first_and_is_marked(app: Flask, staff_client: SignIn) -> None:
    old, urgent = refer(app, at=LONG_AGO), refer(app, AT_RISK)
    page = staff_client().page(QUEUE)
    assert in_order(page) == [urgent, old]
    assert [tag.text for tag in page.with_class("govuk-tag--red")] == ["Urgent"]


def test_a_referral_of_yesterday_evening_did_not_come_today(app: Flask, staff_client: SignIn) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        refer(app, at=now() - timedelta(hours=16))
        words = staff_client().page(QUEUE).words
    assert "23 November 2026 1 day" in words


def test_what_somebody_dealt_with_stands_in_its_place_again(app: Flask, staff_client: SignIn) -> None:
    old, urgent = refer(app, at=LONG_AGO), refer(app, AT_RISK)
    client = staff_client()
    send(client, urgent, "urgent", {"urgent-note": "Rang the front door"})
    assert in_order(client.page(QUEUE)) == [old, urgent]


def test_a_referral_is_overdue_once_its_promised_day_has_gone_by(app: Flask, staff_client: SignIn) -> None:
    late = refer(app, at=LONG_AGO, promised_days=5)
    refer(app, at=now(), promised_days=5)
    page = staff_client().page(QUEUE)
    assert page.words.count("Overdue: an answer was promised by") == 1
    assert page.words.count("Answer by") == 1
    assert in_order(staff_client(name="Bob").page(f"{QUEUE}?only=overdue")) == [late]


def test_what_is_promised_for_today_is_on_the_first_page_and_leads_to_it(app: Flask, staff_client: SignIn) -> None:
    # given two referrals that came at once, one with an answer promised for today
    due, later = refer(app, promised_days=5), refer(app, promised_days=5)
    with app.extensions["localoffer_database"].transaction() as session:
        find(session, due).promised_by = day_of(now())
        find(session, later).promised_by = day_of(now()) + timedelta(days=1)
    # then the first page says so, among what cannot wait
    client = staff_client()
    late = ["".join(tile.itertext()).split() for tile in client.page("/admin").with_class("lo-tile--late")]
    assert late == [["1", "Referrals", "to", "answer", "today"]]
    assert in_order(client.page(f"{QUEUE}?only=due-today")) == [due]


@pytest.mark.parametrize("stage", [ReferralStage.MORE_INFORMATION, ReferralStage.ACCEPTED, ReferralStage.WITHDRAWN])
def test_a_referral_that_was_answered_is_not_overdue(app: Flask, staff_client: SignIn, stage: ReferralStage) -> None:
    refer(app, at=LONG_AGO, promised_days=5, stage=stage)
    page = staff_client().page(f"{QUEUE}?stage=any")
    assert "Overdue:" not in page.words
    assert "0 referrals" in staff_client(name="Bob").page(f"{QUEUE}?only=overdue&stage=any").words


def test_the_last_promised_day_itself_is_not_overdue(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    with database.transaction() as session:
        find(session, reference).promised_by = date.today()  # noqa: DTZ011 - the day the page calls today
    assert "Overdue:" not in staff_client().page(QUEUE).words


def test_what_has_ended_is_shown_when_asked_for(app: Flask, staff_client: SignIn) -> None:
    ended, open_one = refer(app, stage=ReferralStage.FINISHED), refer(app)
    client = staff_client()
    assert in_order(client.page(QUEUE)) == [open_one]
    assert in_order(client.page(f"{QUEUE}?stage=any")) == [ended, open_one]
    assert in_order(client.page(f"{QUEUE}?stage=finished")) == [ended]


def test_what_may_be_spam_waits_apart_with_its_signs_in_words(app: Flask, staff_client: SignIn) -> None:
    came = now() - timedelta(days=3)
    spam, other = refer(app, at=came, set_aside_for=("links", "too_quick")), refer(app)
    client = staff_client()
    assert in_order(client.page(QUEUE)) == [other]
    page = client.page(APART)
    assert in_order(page) == [spam]
    assert "There are links in what was written" in page.words
    kept_until = came + timedelta(days=30)
    assert f"{kept_until.day} {kept_until:%B %Y}" in page.words
    one = client.page(f"{QUEUE}/{spam}")
    assert "Set aside as possible spam" in one.words
    assert "Move it on" not in one.words


def test_what_is_released_joins_the_queue_and_is_written_down(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    spam = refer(app, set_aside_for=("links",))
    client = staff_client()
    assert client.send(f"{QUEUE}/{spam}/release", {}, page=APART).status_code == 303
    assert in_order(client.page(QUEUE)) == [spam]
    assert "Nothing is set aside" in client.page(APART).words
    [entry] = [one for one in entries(database) if one.action == "referral.released"]
    assert entry.details == {"signs": ["links"]}
    assert entry.actor.startswith("staff:")


def test_a_family_that_somebody_else_asked_for_is_invited_once_it_is_released(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    spam = refer(app, BY_TEACHER, set_aside_for=("links",))
    assert "referral-claim" not in mails(database, keys)
    send(staff_client(), spam, "release", {})
    assert mails(database, keys)["referral-claim"].to == "philippa@example.org"


def test_releasing_twice_is_written_down_once(app: Flask, database: Database, staff_client: SignIn) -> None:
    spam = refer(app, set_aside_for=("links",))
    client = staff_client()
    for _ in range(2):
        send(client, spam, "release", {})
    assert actions(database).count("referral.released") == 1


@pytest.mark.parametrize("button", ["move", "write", "letter"])
def test_nothing_is_done_with_what_is_set_aside_before_it_is_released(
    app: Flask, database: Database, staff_client: SignIn, button: str
) -> None:
    spam = refer(app, set_aside_for=("links",))
    with database.session(writes=False) as session:
        version = find(session, spam).row_version
    before = actions(database)
    response = send(staff_client(), spam, button, {"to": "being_looked_at", "version": version})
    assert response.status_code == 303
    assert actions(database)[len(before) :] == ["referral.viewed"]


def test_each_list_says_whose_names_it_showed(app: Flask, database: Database, staff_client: SignIn) -> None:
    refer(app, set_aside_for=("links",))
    staff_client().page(APART)
    assert entries(database)[-1].action == "referral.set_aside_viewed"
    assert len(entries(database)[-1].details["referrals"]) == 1


def test_the_first_page_counts_what_cannot_wait_and_puts_it_first(app: Flask, staff_client: SignIn) -> None:
    refer(app, AT_RISK, at=LONG_AGO, promised_days=5)
    refer(app, set_aside_for=("links",))
    page = staff_client("manager").page("/admin")
    late = ["".join(tile.itertext()).split() for tile in page.with_class("lo-tile--late")]
    assert [(words[0], words[1]) for words in late] == [("1", "Urgent"), ("1", "Referrals"), ("1", "Tasks")]
    assert "1 Set aside as possible spam" in page.words
    for address in (f"{QUEUE}?only=urgent", f"{QUEUE}?only=overdue", f"{QUEUE}/tasks?state=due", APART):
        assert address in page.links


@pytest.mark.parametrize("address", ["/admin", QUEUE, APART, f"{QUEUE}/tasks"])
def test_a_list_asks_the_database_few_questions_however_long_it_is(
    app: Flask, database: Database, staff_client: SignIn, address: str
) -> None:
    for number in range(4):
        refer(app, AT_RISK)
        refer(app, set_aside_for=("links",), at=now() - timedelta(hours=number))
    client = staff_client("manager")
    client.page(address)
    with queries_of(database) as asked:
        client.page(address)
    assert len(asked) <= 12, "\n".join(asked)
