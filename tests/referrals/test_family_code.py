"""The family's own code, where somebody else filled in the form: sent safely, shown once, and guessed by nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals import choices
from localoffer.referrals.answers import Answers
from localoffer.referrals.following import family_code
from localoffer.referrals.models import ReferralCode
from localoffer.referrals.vocabulary import CodeHolder, Referrer
from tests.referrals import following
from tests.referrals.conftest import everything_stored, mails
from tests.referrals.following import FAMILY_MAIL, PARENT, PROFESSIONAL, STATUS
from tests.referrals.journeys import fields_of
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BORN = fields_of("born", following.BORN)
WRONG = {**BORN, "born-day": "28"}
NOTICE = "/refer/life-skills/for-the-family"
SOMEONE_ELSE = replace(
    PROFESSIONAL,
    who=told.Who(Referrer.SOMEONE_ELSE),
    about_you=told.AboutYou("Ottoline", relationship="Grandmother", phone="01632 960978"),
)


def link(database: Database, keys: KeyRing) -> str:
    """Return the path of the link in the family's mail."""
    found = re.search(r"http://localhost(/\S*/claim/\S+)", mails(database, keys)["referral-claim"].body)
    assert found is not None
    return found[1]


def family(database: Database) -> ReferralCode:
    """Return the family's code as it is stored."""
    with database.session(writes=False) as session:
        return session.scalars(select(ReferralCode).where(ReferralCode.whose == CodeHolder.FAMILY)).one()


def shown(answer: TestResponse) -> list[str]:
    """Return code and reference as the page shows them."""
    page: Page = answer.page  # type: ignore[attr-defined]
    return [str(element.text) for element in page.with_class("lo-reference")]


@pytest.mark.parametrize("answers", [PROFESSIONAL, SOMEONE_ELSE], ids=["professional", "someone else"])
def test_the_family_is_sent_a_link_in_its_language_that_names_nobody(
    app: Flask, database: Database, keys: KeyRing, answers: Answers
) -> None:
    form = following.sent(app, database, answers)
    mail = mails(database, keys)["referral-claim"]
    assert (mail.to, mail.language) == (FAMILY_MAIL, "pl")
    assert form.reference in mail.subject
    assert "http://localhost/pl/refer/status/claim/" in mail.body
    assert f"http://localhost/pl{NOTICE}" in mail.body
    named = ("Zebedee", "Quillfeather", "Ottoline", "Thistledown", "Teacher", "Grandmother", "Xylophones", form.code)
    assert not [word for word in named if word in mail.subject + mail.body]


@pytest.mark.parametrize(
    ("answers", "set_aside_for"),
    [
        (PARENT, ()),
        (replace(PROFESSIONAL, contact=told.Contact("Philippa", phone="01632 960977")), ()),
        (
            replace(
                PROFESSIONAL, contact=told.Contact("Philippa", email=FAMILY_MAIL, ways=(choices.ContactWay.PHONE,))
            ),
            (),
        ),
        (PROFESSIONAL, ("links",)),
    ],
    ids=["a parent has a code already", "no address", "mail is not a way they chose", "may be spam"],
)
def test_no_link_is_sent_where_mail_is_not_safe_or_not_needed(
    app: Flask, database: Database, keys: KeyRing, answers: Answers, set_aside_for: tuple[str, ...]
) -> None:
    following.sent(app, database, answers, set_aside_for=set_aside_for)
    assert "referral-claim" not in mails(database, keys)


def test_the_right_date_of_birth_shows_a_code_that_opens_the_family_s_view(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    form = following.sent(app, database, PROFESSIONAL)
    address = link(database, keys).removeprefix("/pl")
    answer = client.send(address, BORN)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    code, reference = shown(answer)
    assert reference == form.reference
    assert code != form.code
    assert code not in everything_stored(database)
    # the status page is open in this browser already, and opens elsewhere with the code
    assert "Messages" in client.page(STATUS).words
    elsewhere = app.test_client()
    assert isinstance(elsewhere, CheckedClient)
    assert elsewhere.send(STATUS, {"reference": reference, "code": code}).status_code == 303
    with database.session(writes=False) as session:
        audit.verify(session, key=keys.audit)


def test_opening_the_link_changes_nothing_as_mail_programs_open_links_too(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    following.sent(app, database, PROFESSIONAL)
    before = vars(family(database)).copy()
    for _ in range(family_code.MOST_TRIES + 2):
        page = client.page(link(database, keys))
    assert {name: value for name, value in vars(family(database)).items() if name != "_sa_instance_state"} == {
        name: value for name, value in before.items() if name != "_sa_instance_state"
    }
    # and the address, which holds the token, is not offered to search engines
    assert page.all("head/link[@rel='canonical']") == []


def test_a_lost_answer_can_be_asked_for_again_for_a_few_minutes_and_then_the_link_is_used(
    app: Flask, database: Database, keys: KeyRing
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        following.sent(app, database, PROFESSIONAL)
        address = link(database, keys).removeprefix("/pl")
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        first = shown(client.send(address, BORN))
        assert shown(client.send(address, BORN)) == first
        clock.shift(family_code.SHOWN_AGAIN + timedelta(seconds=1))
        used = client.get(address)
        assert used.status_code == 400
        assert "This link does not work any more" in used.get_data(as_text=True)
        # the code itself goes on working
        assert client.send(STATUS, {"reference": first[1], "code": first[0]}).status_code == 303


def test_a_link_ends_after_28_days(app: Flask, database: Database, keys: KeyRing) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        following.sent(app, database, PROFESSIONAL)
        clock.shift(family_code.LASTING)
        client = app.test_client()
        assert client.get(link(database, keys)).status_code == 400


def test_wrong_dates_are_counted_and_end_the_link_for_good(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    following.sent(app, database, PROFESSIONAL)
    address = link(database, keys).removeprefix("/pl")
    token = client.page(address).value("csrf_token")
    for _ in range(family_code.MOST_TRIES):
        wrong = client.post(address, data={**WRONG, "csrf_token": token})
        assert wrong.status_code == 400
        assert "This is not the date of birth in the form" in wrong.get_data(as_text=True)
    late = client.post(address, data={**BORN, "csrf_token": token})
    assert "This link does not work any more" in late.get_data(as_text=True)
    assert family(database).code_hash is None


def test_an_unknown_link_is_answered_like_a_used_one(client: CheckedClient) -> None:
    assert client.get(f"{STATUS}/claim/guessed").status_code == 400


def test_a_code_that_the_team_gave_ends_the_link(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    form = following.sent(app, database, PROFESSIONAL)
    code = following.family_code(database, keys)
    assert client.get(link(database, keys)).status_code == 400
    assert client.send(STATUS, {"reference": form.reference, "code": code}).status_code == 303


def test_the_token_and_the_code_stand_in_no_log(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing, capfd: pytest.CaptureFixture[str]
) -> None:
    following.sent(app, database, PROFESSIONAL)
    address = link(database, keys).removeprefix("/pl")
    code, _ = shown(client.send(address, BORN))
    logged = "".join(capfd.readouterr())
    assert address.rpartition("/")[2] not in logged
    assert code not in logged


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_the_notice_tells_a_family_what_it_must_know_and_holds_nothing_about_anybody(
    app: Flask, client: CheckedClient, database: Database, prefix: str
) -> None:
    form = following.sent(app, database, PROFESSIONAL)
    page = client.page(f"{prefix}{NOTICE}")
    assert form.reference not in page.words
    # in another language it is there once more in English, below its own title
    assert len(page.all(".//main//h2")) == (8 + 1 + 8 if prefix else 8)
    assert f"{prefix}/privacy/complaint" in page.links
    assert "https://ico.org.uk/make-a-complaint/" in page.links
