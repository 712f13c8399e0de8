"""Looking at one referral: what is shown only on request, who looked, who has it open now, and the team's notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.before_support import KeepingSafe, Worker, keeping
from localoffer.referrals.casework import looking
from localoffer.referrals.casework.looking import Look
from localoffer.referrals.casework.models import CaseNote
from localoffer.referrals.choices import ContactWay, Responsible, YesNo
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.referring import SaysWhy
from tests.referrals.conftest import everything_stored
from tests.referrals.team import QUEUE, SignIn, actions, entries, find, refer, send
from tests.referrals.test_submission import ANSWERS
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

AT_HOME = replace(
    ANSWERS,
    home=told.Home("WS13 6AA", "lichfield"),
    contact=told.Contact(
        "Philippa", ways=(ContactWay.POST,), safe_to_post=YesNo.NO, address="1 Wobblesome Street", phone="01632 960 977"
    ),
    responsibility=told.Responsibility((Responsible.ME,)),
)
SECRETS = {
    "home": ("1 Wobblesome Street", "WS13 6AA"),
    "responsibility": ("Parental responsibility",),
    "worker": ("Wobblesome faith",),
    "keeping_safe": ("Wobblesome nuts",),
}


@pytest.fixture
def reference(app: Flask, database: Database, keys: KeyRing) -> str:
    """A referral in which everything sensitive was told."""
    made = refer(app, AT_HOME, stage=ReferralStage.ACCEPTED)
    with database.transaction() as session:
        referral = find(session, made)
        sections = {"worker": Worker(faith="Wobblesome faith"), "keeping_safe": KeepingSafe("Wobblesome nuts")}
        for name, section in sections.items():
            keeping.keep(session, referral=referral, name=name, section=section, keys=keys, actor="family", at=now())
    return made


def test_what_is_sensitive_is_not_on_the_page_until_somebody_asks(reference: str, staff_client: SignIn) -> None:
    words = staff_client().page(f"{QUEUE}/{reference}").words
    for secrets in SECRETS.values():
        for secret in secrets:
            assert secret not in words
    assert "Show: Where they live" in words


@pytest.mark.parametrize("part", list(SECRETS))
def test_each_thing_is_shown_alone_and_each_look_is_written_down(
    reference: str, database: Database, staff_client: SignIn, part: str
) -> None:
    client = staff_client()
    page = send(client, reference, "reveal", {"reveal-part": part}).page
    for other, secrets in SECRETS.items():
        assert all((secret in page.words) is (other == part) for secret in secrets), other
    last = entries(database)[-1]
    assert (last.action, last.details) == ("referral.revealed", {"part": part, "reason": ""})
    assert "Asked to see: " in client.page(f"{QUEUE}/{reference}").words


def test_what_does_not_exist_cannot_be_asked_for(reference: str, database: Database, staff_client: SignIn) -> None:
    assert send(staff_client(), reference, "reveal", {"reveal-part": "answers"}).status_code == 404
    assert "referral.revealed" not in actions(database)


def test_where_the_council_wants_it_nobody_looks_without_saying_why(
    app: Flask, reference: str, database: Database, staff_client: SignIn
) -> None:
    offered = app.extensions["localoffer_council"]
    asked = replace(offered.referring, says_why=SaysWhy(date(2026, 11, 1)))
    app.extensions["localoffer_council"] = replace(offered, referring=asked)
    client = staff_client()
    refused = send(client, reference, "reveal", {"reveal-part": "home", "reveal-reason": ""})
    assert refused.status_code == 400
    assert "Choose why you need it" in refused.page.words
    assert "1 Wobblesome Street" not in refused.page.words
    shown = send(client, reference, "reveal", {"reveal-part": "home", "reveal-reason": "contact"})
    assert "1 Wobblesome Street" in shown.page.words
    assert entries(database)[-1].details == {"part": "home", "reason": "contact"}


def test_an_erased_referral_has_nothing_to_show(reference: str, database: Database, staff_client: SignIn) -> None:
    with database.transaction() as session:
        session.delete(find(session, reference).key)
    client = staff_client()
    assert "Shown when you ask" not in client.page(f"{QUEUE}/{reference}").words
    assert send(client, reference, "reveal", {"reveal-part": "home"}).status_code == 200


def test_whoever_opens_it_sees_who_opened_it_a_moment_ago(reference: str, staff_client: SignIn) -> None:
    first = staff_client(name="Bob Smith")
    assert "opened this at" not in first.page(f"{QUEUE}/{reference}").words
    assert "opened this at" not in first.page(f"{QUEUE}/{reference}").words
    second = staff_client(name="Ada Lovelace").page(f"{QUEUE}/{reference}")
    assert "Bob Smith opened this at" in second.words
    assert second.words.index("Bob Smith opened this at") < second.words.index("Before you contact them")


def test_who_looked_is_part_of_what_happened(reference: str, staff_client: SignIn) -> None:
    bob = staff_client(name="Bob Smith")
    for _ in range(3):
        bob.page(f"{QUEUE}/{reference}")
    words = staff_client().page(f"{QUEUE}/{reference}").words
    assert "Looked at it 3 times Bob Smith" in words[words.index("What happened") :]


def test_a_manager_finds_the_record_of_a_referral_from_its_page(reference: str, staff_client: SignIn) -> None:
    # given that the record knows a referral by an id that nobody types
    triage, manager = staff_client(name="Bob Smith"), staff_client("manager")
    assert "See each change and each look" not in triage.page(f"{QUEUE}/{reference}").words
    # when a manager follows the link
    links = [link.get("href", "") for link in manager.page(f"{QUEUE}/{reference}").all(".//section//a")]
    (address,) = [link for link in links if link.startswith("/admin/record?")]
    found = manager.page(address).words
    # then the look is there
    assert "Bob Smith" in found[found.index("Entries, newest first") :]


def test_ten_minutes_are_a_moment() -> None:
    at = now()
    looks = [Look("staff:1", at, looking.VIEWED), Look("staff:2", at - timedelta(minutes=9), looking.VIEWED)]
    looks += [Look("staff:2", at - timedelta(minutes=9, seconds=30), looking.VIEWED)]
    looks += [Look("staff:3", at - timedelta(minutes=10), looking.VIEWED)]
    assert looking.lately(looks, but="staff:1", at=at) == [looks[1]]


def test_looks_at_other_referrals_are_none_at_this_one(database: Database, keys: KeyRing, reference: str) -> None:
    with database.transaction() as session:
        uuid = find(session, reference).uuid
        for subject_id in (str(uuid), "queue"):
            audit.record(
                session,
                key=keys.audit,
                actor="staff:1",
                action=looking.VIEWED,
                subject="referral",
                subject_id=subject_id,
            )
    with database.session(writes=False) as session:
        assert [one.actor for one in looking.looks(session, uuid)] == ["staff:1"]


# --- notes ------------------------------------------------------------------------------------------------------------


def noted(client: CheckedClient, reference: str, text: str) -> None:
    assert send(client, reference, "notes", {"note-text": text}).status_code == 303


def put_right(client: CheckedClient, reference: str, note: str, text: str) -> Any:
    return client.send(f"{QUEUE}/{reference}/notes/{note}", {"text": text}, page=f"{QUEUE}/{reference}/notes/{note}")


def numbers(database: Database) -> list[str]:
    with database.session(writes=False) as session:
        return [str(one) for one in session.scalars(select(CaseNote.id).order_by(CaseNote.id))]


def test_a_note_is_sealed_and_a_double_click_writes_it_once(
    reference: str, database: Database, staff_client: SignIn
) -> None:
    client = staff_client()
    for _ in range(2):
        noted(client, reference, "Wobblesome thoughts")
    words = client.page(f"{QUEUE}/{reference}").words
    assert words.count("Wobblesome thoughts") == 1
    assert "Wobblesome thoughts" not in everything_stored(database)
    assert actions(database).count("referral.note_written") == 1


def test_an_empty_note_is_refused(reference: str, database: Database, staff_client: SignIn) -> None:
    answer = send(staff_client(), reference, "notes", {"note-text": "  "})
    assert answer.status_code == 400
    assert "Enter a note" in answer.page.words
    assert numbers(database) == []


def test_what_a_note_said_before_stays_to_be_read(reference: str, database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    noted(client, reference, "Rang at ten")
    [first] = numbers(database)
    assert client.page(f"{QUEUE}/{reference}/notes/{first}").value("text").strip() == "Rang at ten"
    assert put_right(client, reference, first, "Rang at eleven").status_code == 303
    words = client.page(f"{QUEUE}/{reference}").words
    assert words.index("Rang at eleven") < words.index("What stood there before") < words.index("Rang at ten")
    assert actions(database).count("referral.note_changed") == 1


def test_the_second_to_put_a_note_right_sees_both_and_loses_nothing(
    reference: str, database: Database, staff_client: SignIn
) -> None:
    ada, bob = staff_client(), staff_client(name="Bob Smith")
    noted(ada, reference, "Rang at ten")
    [first] = numbers(database)
    put_right(bob, reference, first, "Rang at eleven")
    late = put_right(ada, reference, first, "Rang at twelve")
    assert late.status_code == 409
    assert "Somebody else changed this note" in late.page.words
    assert "Rang at eleven" in late.page.words
    assert late.page.value("text").strip() == "Rang at twelve"
    second = numbers(database)[-1]
    assert late.page.one(".//form[@novalidate]").get("action", "").endswith(f"/notes/{second}")
    assert put_right(ada, reference, second, "Rang at eleven and at twelve").status_code == 303
    words = ada.page(f"{QUEUE}/{reference}").words
    assert all(said in words for said in ("Rang at eleven and at twelve", "Rang at eleven", "Rang at ten"))


@pytest.mark.parametrize("note", ["0", "999", "x"])
def test_a_note_of_another_referral_is_none_of_this_one(
    app: Flask, reference: str, database: Database, staff_client: SignIn, note: str
) -> None:
    client = staff_client()
    assert client.get(f"{QUEUE}/{reference}/notes/{note}").status_code == 404
    noted(client, reference, "Rang at ten")
    [first] = numbers(database)
    assert client.get(f"{QUEUE}/{refer(app)}/notes/{first}").status_code == 404
