"""One referral: how to reach the family, what is urgent, who else may be the same child, messages and the letter."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals import codes, queries, seeing_to
from localoffer.referrals.before_support import Transport, keeping
from localoffer.referrals.choices import ContactWay, Format, RiskNow, SafeToPhone, YesNo
from localoffer.referrals.models import ReferralKey
from localoffer.referrals.telling import updating
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import CodeHolder, MessageBy, MessageKind, ReferralStage, Referrer
from localoffer.vocabulary import SentBy
from tests.referrals.conftest import everything_stored, mails
from tests.referrals.team import QUEUE, SignIn, actions, entries, find, refer, report, send
from tests.referrals.test_submission import ANSWERS
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

AT_RISK = replace(ANSWERS, risk=told.Risk(RiskNow.YES))
CAREFUL = told.Contact(
    "Philippa",
    phone="01632 960 977",
    email="philippa@example.org",
    ways=(ContactWay.PHONE, ContactWay.POST),
    safe_to_phone=SafeToPhone.PHONE_ONLY,
    safe_to_post=YesNo.NO,
    address="1 High Street",
)
TEACHER = told.AboutYou("Ottoline Brackenbury", "Teacher", "Thistledown", email="ottoline@example.org")
BY_TEACHER = replace(ANSWERS, who=told.Who(Referrer.PROFESSIONAL), about_you=TEACHER)


@pytest.mark.parametrize("is_elsewhere", [True, False])
def test_the_team_is_told_of_a_postcode_that_the_directory_has_outside_the_county(
    app: Flask, staff_client: SignIn, is_elsewhere: bool
) -> None:
    outside = replace(
        ANSWERS,
        home=told.Home("ST1 1HL", council="Stoke-on-Trent"),
        confirmed_district=told.ConfirmedDistrict(YesNo.NO),
        chosen_district=told.ChosenDistrict("newcastle-under-lyme"),
    )
    reference = refer(app, outside if is_elsewhere else ANSWERS)
    words = staff_client().page(f"{QUEUE}/{reference}").words
    assert ("The directory has their postcode outside the county: Stoke-on-Trent" in words) is is_elsewhere


# --- what is urgent ---------------------------------------------------------------------------------------------------


def test_a_risk_is_dealt_with_by_saying_how(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app, AT_RISK)
    client = staff_client()
    assert "Somebody may be at risk now" in client.page(f"{QUEUE}/{reference}").words
    assert send(client, reference, "urgent", {"urgent-note": "Rang Wobblesome at 10"}).status_code == 303
    page = client.page(f"{QUEUE}/{reference}")
    for said in ("The form said that somebody was at risk. Dealt with on", "Rang Wobblesome at 10", "Urgent"):
        assert said in page.words
    assert "I have dealt with this" not in page.words
    assert "Wobblesome" not in everything_stored(database)
    assert actions(database)[-3:] == ["referral.task_done", "referral.urgent_answered", "referral.viewed"]
    with database.session(writes=False) as session:
        referral = find(session, reference)
        assert referral.urgent
        assert referral.urgent_answered_at == referral.tasks[0].done_at


def test_a_risk_never_closes_without_a_note_or_by_a_move(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app, AT_RISK)
    client = staff_client()
    response = send(client, reference, "urgent", {"urgent-note": "  "})
    assert response.status_code == 400
    assert "Enter what you did about it" in response.page.words
    version = client.page(f"{QUEUE}/{reference}").value("version")
    send(client, reference, "move", {"to": "withdrawn", "version": version})
    with database.session(writes=False) as session:
        assert find(session, reference).urgent_answered_at is None
    assert "I have dealt with this" in client.page(f"{QUEUE}/{reference}").words


def test_of_two_who_deal_with_a_risk_the_first_is_remembered(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    reference = refer(app, AT_RISK)
    for client, note in ((staff_client(), "First"), (staff_client(name="Bob"), "Second")):
        send(client, reference, "urgent", {"urgent-note": note})
    assert actions(database).count("referral.urgent_answered") == 1
    assert "Second" not in staff_client(name="Cleo").page(f"{QUEUE}/{reference}").words


# --- how to reach the family ------------------------------------------------------------------------------------------


def test_what_is_safe_stands_before_everything_else(app: Flask, staff_client: SignIn) -> None:
    spoken = told.Speaking("pl", interpreter=YesNo.YES, formats=(Format.LARGE_PRINT,))
    page = staff_client().page(f"{QUEUE}/{refer(app, replace(ANSWERS, contact=CAREFUL, speaking=spoken))}")
    begins = page.words.index("Before you contact them")
    told_first = page.words[begins : page.words.index("Messages", begins)]
    assert "Polish Interpreter needed" in page.words[:begins]
    for said in (
        "Large print",
        "01632 960 977 Do not leave a message",
        "philippa@example.org They did not choose this",
        "Shown when you ask for it Not safe",
    ):
        assert said in told_first


# --- perhaps the same child -------------------------------------------------------------------------------------------


def test_referrals_that_seem_to_be_about_the_same_child_are_shown_and_block_nothing(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    elsewhere = replace(ANSWERS, home=told.Home("B79 7AA", "tamworth"))
    twin = replace(ANSWERS, young_person=told.YoungPerson("Zoe", "QUILL-FEATHER"))
    other_child = replace(ANSWERS, date_of_birth=told.DateOfBirth(date(2015, 3, 28)))
    first, far, near, stranger = refer(app), refer(app, elsewhere), refer(app, twin), refer(app, other_child)
    client = staff_client()
    page = client.page(f"{QUEUE}/{first}")
    shown = page.words[page.words.index("Perhaps the same child") : page.words.index("Before you contact")]
    assert shown.index(near) < shown.index(far)
    assert "Another district" in shown
    assert len(entries(database)[-1].details["same_child"]) == 2
    assert stranger not in page.words
    assert "Perhaps the same child" not in client.page(f"{QUEUE}/{stranger}").words
    assert "Move it on" in page.words


def test_what_was_told_before_support_starts_is_shown(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app, stage=ReferralStage.ACCEPTED)
    with database.transaction() as session:
        keeping.keep(
            session,
            referral=find(session, reference),
            name="transport",
            section=Transport(words="Wobblesome bus"),
            keys=keys,
            actor="family",
            at=now(),
        )
    page = staff_client().page(f"{QUEUE}/{reference}")
    assert "Before support starts" in page.words
    assert "Wobblesome bus" in page.words


# --- messages ---------------------------------------------------------------------------------------------------------

WRITTEN = {"write-text": "On which days, Wobblesome?", "write-language": "en", "write-page": "one page"}


def test_a_question_is_sealed_and_can_move_the_referral(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app)
    client = staff_client()
    response = send(client, reference, "write", {**WRITTEN, "write-kind": "question", "write-move": "ask"})
    assert response.status_code == 303
    page = client.page(f"{QUEUE}/{reference}")
    for said in ("The family can read it", "The family gets an email", "On which days, Wobblesome?", "Ada Lovelace"):
        assert said in page.words
    assert "Wobblesome" not in everything_stored(database)
    with database.session(writes=False) as session:
        referral = find(session, reference)
        assert referral.stage is ReferralStage.MORE_INFORMATION
        assert [(one.by, one.kind) for one in referral.messages] == [(MessageBy.TEAM, MessageKind.QUESTION)]
    mail = mails(database, keys)["referral-update"]
    assert (mail.to, mail.language) == ("philippa@example.org", "pl")
    for never in ("Wobblesome", "Zebedee", "Quillfeather", "Philippa"):
        assert never not in mail.subject + mail.body


def test_an_update_leaves_the_stage_as_it_is(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    send(staff_client(), reference, "write", {**WRITTEN, "write-kind": "update", "write-move": "ask"})
    with database.session(writes=False) as session:
        assert find(session, reference).stage is ReferralStage.RECEIVED


def test_a_double_click_writes_once(app: Flask, database: Database, keys: KeyRing, staff_client: SignIn) -> None:
    reference = refer(app)
    client = staff_client()
    for _ in range(2):
        send(client, reference, "write", {**WRITTEN, "write-kind": "question", "write-move": "ask"})
    with database.session(writes=False) as session:
        assert len(find(session, reference).messages) == 1
    assert actions(database).count("referral.message_written") == 1


@pytest.mark.parametrize("missing", ["write-kind", "write-text"])
def test_a_message_that_lacks_something_is_not_lost(
    app: Flask, database: Database, staff_client: SignIn, missing: str
) -> None:
    reference = refer(app)
    fields = {**WRITTEN, "write-kind": "question", "write-move": "ask"}
    del fields[missing]
    response = send(staff_client(), reference, "write", fields)
    assert response.status_code == 400
    if missing == "write-kind":
        assert response.page.value("write-text").strip() == WRITTEN["write-text"]
    assert response.page.one(".//input[@name='write-move']").get("checked") is not None
    with database.session(writes=False) as session:
        assert find(session, reference).messages == []


def test_what_a_family_wrote_is_shown_in_its_own_language(app: Flask, staff_client: SignIn) -> None:
    reference = refer(app)
    report(app, reference, "Czy ktoś może zadzwonić?")
    page = staff_client().page(f"{QUEUE}/{reference}")
    assert "A concern Whoever filled in the form" in page.words
    [text] = [one for one in page.tree.iter("p") if one.get("lang") == "pl"]
    assert text.text == "Czy ktoś może zadzwonić?"


# --- who is told ------------------------------------------------------------------------------------------------------


def updates(database: Database, keys: KeyRing) -> list[str]:
    found = mails(database, keys).get("referral-update")
    return [found.to] if found else []


def move(client: object, reference: str) -> str:
    version = client.page(f"{QUEUE}/{reference}").value("version")  # type: ignore[attr-defined]
    send(client, reference, "move", {"to": "being_looked_at", "version": version})  # type: ignore[arg-type]
    return str(client.page(f"{QUEUE}/{reference}").words)  # type: ignore[attr-defined]


def test_a_family_that_did_not_choose_email_gets_no_message(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app, replace(ANSWERS, contact=CAREFUL))
    said = move(staff_client(), reference)
    assert "No email or text goes to the family about it" in said
    assert updates(database, keys) == []


def test_a_family_hears_of_a_move_in_its_own_language(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app)
    assert "The family gets an email that there is an update" in move(staff_client(), reference)
    mail = mails(database, keys)["referral-update"]
    assert (mail.to, mail.language) == ("philippa@example.org", "pl")
    assert "being looked at" not in mail.body.lower()


def test_a_family_that_chose_safe_texts_gets_one(app: Flask, database: Database, keys: KeyRing) -> None:
    contact = told.Contact(
        "Philippa", phone="07700 900 123", ways=(ContactWay.TEXT,), safe_to_text=YesNo.YES, email="p@example.org"
    )
    reference = refer(app, replace(ANSWERS, contact=contact))
    desk = Desk(app.extensions["localoffer_council"], "http://localhost", "t@example.org", "d@example.org")
    for sends_texts, ways in ((False, set()), (True, {SentBy.TEXT})):
        with app.app_context(), database.transaction() as session:
            told_by = updating.tell(
                session,
                queries.get(session, reference=reference),
                what="move-1",
                family_alone=False,
                keys=keys,
                desk=replace(desk, sends_texts=sends_texts),
            )
        assert told_by == ways
    assert mails(database, keys)["referral-update"].to == "07700900123"


def test_a_professional_hears_of_a_move_and_not_of_a_message(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app, BY_TEACHER)
    client = staff_client()
    send(client, reference, "write", {**WRITTEN, "write-kind": "update"})
    assert "The family has no code yet" in client.page(f"{QUEUE}/{reference}").words
    assert updates(database, keys) == []
    move(client, reference)
    assert updates(database, keys) == ["ottoline@example.org"]


def test_a_family_that_has_a_code_of_its_own_hears_of_a_message(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app, BY_TEACHER)
    client = staff_client()
    send(client, reference, "letter", {})
    send(client, reference, "write", {**WRITTEN, "write-kind": "update"})
    assert updates(database, keys) == ["philippa@example.org"]


# --- the letter -------------------------------------------------------------------------------------------------------


def test_a_letter_gives_a_new_code_once_in_the_familys_language(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference = refer(app)
    client = staff_client()
    response = send(client, reference, "letter", {})
    assert response.status_code == 200
    page = response.page
    assert page.tree.get("lang") == "pl"
    assert response.headers["Cache-Control"] == "no-store"
    assert "/pl/refer/status" in page.words
    [code] = re.findall(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", page.words)
    with database.session(writes=False) as session:
        [held] = [one for one in find(session, reference).codes if one.whose is CodeHolder.FAMILY]
        assert held.code_hash == codes.code_hash(keys, reference=reference, code=code)
    assert code not in client.page(f"{QUEUE}/{reference}").words
    assert code not in everything_stored(database)
    [entry] = [one for one in entries(database) if one.action == "referral.code_issued"]
    assert entry.actor.startswith("staff:")


def test_a_letter_has_an_address_only_where_post_is_safe(app: Flask, staff_client: SignIn) -> None:
    client = staff_client()
    for safe, shown in ((YesNo.YES, True), (YesNo.NO, False)):
        contact = replace(CAREFUL, safe_to_post=safe)
        page = send(client, refer(app, replace(ANSWERS, contact=contact)), "letter", {}).page
        assert ("1 High Street" in page.words) is shown
        assert ("do not send it" in page.words) is not shown


def test_an_erased_referral_gets_no_letter(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    with database.transaction() as session:
        session.delete(session.get_one(ReferralKey, find(session, reference).id))
    assert send(staff_client(), reference, "letter", {}).status_code == 303
    assert "referral.code_issued" not in actions(database)


# --- what a page costs ------------------------------------------------------------------------------------------------


def test_the_page_asks_the_database_few_questions_however_much_happened(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    reference = refer(app, AT_RISK)
    client = staff_client()
    for number in range(3):
        refer(app)
        report(app, reference, f"Concern {number}")
        send(client, reference, "write", {**WRITTEN, "write-kind": "update", "write-page": str(number)})
    client.page(f"{QUEUE}/{reference}")
    with queries_of(database) as asked:
        client.page(f"{QUEUE}/{reference}")
    assert len(asked) <= 12, "\n".join(asked)


LOOKING = ("Show: Where they live", "PDF to read or print", "CSV for another system")


def test_whoever_may_only_read_has_no_buttons(
    app: Flask, staff_client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = refer(app, AT_RISK)
    monkeypatch.setattr("localoffer.staff.roles.ROLES", {"triage": frozenset({"dashboard.read", "referrals.read"})})
    client = staff_client()
    for address in (f"{QUEUE}/{reference}", QUEUE, f"{QUEUE}/set-aside"):
        buttons = ["".join(one.itertext()).strip() for one in client.page(address).all(".//main//button")]
        assert set(buttons) <= {"Show", *LOOKING}
    for button in ("move", "urgent", "write", "letter", "release"):
        assert send(client, reference, button, {}).status_code == 403


# --- two people at once -----------------------------------------------------------------------------------------------


def test_of_two_at_the_same_moment_the_second_finds_what_the_first_did(
    app: Flask, database: Database, keys: KeyRing
) -> None:
    reference = refer(app, AT_RISK)

    def deal_with_it(session: Session, actor: str) -> None:
        referral = queries.get(session, reference=reference, locked=True)
        seeing_to.answer_urgent(session, referral, note=actor, keys=keys, actor=actor, at=now())

    with database.session(writes=True) as first, ThreadPoolExecutor(1) as pool:
        deal_with_it(first, "staff:1")

        def other() -> None:
            with database.transaction() as second:
                deal_with_it(second, "staff:2")

        waiting = pool.submit(other)
        first.commit()
        waiting.result(timeout=20)
    assert actions(database).count("referral.urgent_answered") == 1
    with database.session(writes=False) as session:
        assert find(session, reference).tasks[0].done_by == "staff:1"
