"""Letters about decisions: made, printed, seen first, and opened by those alone whom they are for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.deciding import admin_page, demonstration
from localoffer.referrals.deciding.models import DecisionLetter
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage
from tests.referrals.conftest import everything_stored
from tests.referrals.following import PROFESSIONAL, SentForm, moved, opened, sent
from tests.referrals.moving import IN_POLISH, STATUS, a_service, at, move, written
from tests.referrals.team import QUEUE, SignIn, actions
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database


def accepted(app: Flask, database: Database, staff: CheckedClient, answers: told.Answers = IN_POLISH) -> SentForm:
    """Accept a referral with a letter."""
    form = sent(app, database, answers)
    at(database, ReferralStage.BEING_LOOKED_AT)
    assert move(staff, form, database, "accepted", letter="yes").status_code == 303
    return form


def send_alone(client: CheckedClient, form: SentForm, address: str) -> int:
    """Press the button for a letter; return how many links to letters the referral's page has then."""
    assert client.send(address, {}, page=f"{QUEUE}/{form.reference}").status_code == 303
    return len(client.page(f"{QUEUE}/{form.reference}").all(".//section[@aria-labelledby='letters']//a"))


def letter_number(database: Database) -> int:
    with database.session(writes=False) as session:
        return session.scalars(select(DecisionLetter.id)).one()


def test_a_letter_is_an_accessible_pdf_in_the_familys_language(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    form = accepted(app, database, staff_client())
    address = f"{STATUS}/letters/{letter_number(database)}"
    answer = opened(client, form).get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Language"] == "pl"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.data
    assert b"/Lang(pl)" in answer.data.replace(b" ", b"")
    assert "%PDF" not in everything_stored(database)


def test_the_team_prints_the_letter_and_each_look_is_written_down(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    staff = staff_client()
    form = accepted(app, database, staff)
    number = letter_number(database)
    page = staff.page(f"{QUEUE}/{form.reference}")
    assert page.one(f".//a[@href='{QUEUE}/{form.reference}/letters/{number}']") is not None
    assert staff.get(f"{QUEUE}/{form.reference}/letters/{number}").mimetype == "application/pdf"
    assert actions(database)[-1] == "referral.letter_viewed"
    assert staff.get(f"{QUEUE}/{form.reference}/letters/{number + 1}").status_code == 404


def test_letters_ask_nothing_more_of_the_database(app: Flask, database: Database, staff_client: SignIn) -> None:
    staff = staff_client()
    form = accepted(app, database, staff)
    staff.page(f"{QUEUE}/{form.reference}")
    with queries_of(database) as asked:
        staff.page(f"{QUEUE}/{form.reference}")
    assert len(asked) <= 12, asked


def test_a_letter_is_made_later_where_there_is_none(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    # given a decision without a letter, with a service named
    service = a_service(database)
    form = sent(app, database, IN_POLISH)
    at(database, ReferralStage.BEING_LOOKED_AT)
    staff = staff_client()
    address = f"{QUEUE}/{form.reference}/letters"
    assert send_alone(staff, form, address) == 0
    assert move(staff, form, database, "not_accepted", reason="other_help", instead=[str(service)]).status_code == 303
    # when somebody makes one, and once more
    assert "Make a decision letter" in staff.page(f"{QUEUE}/{form.reference}").words
    assert send_alone(staff, form, address) == 1
    assert send_alone(staff, form, address) == 2
    # then the family sees both
    links = [link.get("href") or "" for link in opened(client, form).page(STATUS).all(".//main//a")]
    assert len([link for link in links if "/letters/" in link]) == 2


def test_a_demonstration_has_a_letter_about_each_decision(app: Flask, database: Database) -> None:
    # given a decision, and outside of any page
    a_service(database)
    sent(app, database, IN_POLISH)
    moved(app, database, ReferralStage.NOT_ACCEPTED)
    with app.app_context():
        shop = admin_page.workshop()
    # when the demonstration is loaded twice
    for _ in range(2):
        with database.transaction() as session:
            demonstration.load(session, session.scalars(select(Referral)).all(), workshop=shop, at=now())
    # then it has one letter, in the family's language
    with database.session(writes=False) as session:
        assert session.scalars(select(DecisionLetter.language)).all() == ["pl"]


def test_a_letter_is_seen_first_and_nothing_is_kept_of_that(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    form = sent(app, database)
    at(database, ReferralStage.BEING_LOOKED_AT)
    answer = move(staff_client(), form, database, "accepted", see_letter="1")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with database.session(writes=False) as session:
        assert session.scalars(select(DecisionLetter)).all() == []
        assert session.scalars(select(Referral.stage)).one() is ReferralStage.BEING_LOOKED_AT


def test_nobody_else_opens_a_letter(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    # given a letter about a form that a teacher filled in
    form = accepted(app, database, staff_client(), PROFESSIONAL)
    address = f"{STATUS}/letters/{letter_number(database)}"
    # then nobody without a code has it, and the teacher with theirs has not
    assert client.get(address).status_code == 303
    assert opened(client, form).get(address).status_code == 404
    assert "Your letter" not in client.page(STATUS).words


def test_a_letter_of_a_decision_that_was_taken_back_is_not_shown(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn, keys: KeyRing
) -> None:
    staff = staff_client()
    form = accepted(app, database, staff)
    number = letter_number(database)
    # when the move turns out to be wrong
    assert move(staff, form, database, "being_looked_at", tell="yes").status_code == 400
    assert move(staff, form, database, "being_looked_at", tell="yes", note="Wrong child").status_code == 303
    # then the family is told, no longer sees the letter, and the team sees why
    assert len(written(database, keys)) == 1
    assert opened(client, form).get(f"{STATUS}/letters/{number}").status_code == 404
    assert "The decision was taken back" in staff.page(f"{QUEUE}/{form.reference}").words


def test_names_in_letters_that_we_cannot_print_are_left_out(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    answers = replace(IN_POLISH, young_person=told.YoungPerson("মায়া", "ঘোষ", ""))
    form = accepted(app, database, staff_client(), answers)
    assert opened(client, form).get(f"{STATUS}/letters/{letter_number(database)}").status_code == 200


def test_words_that_we_cannot_print_are_said_and_nothing_is_lost(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    form = sent(app, database)
    at(database, ReferralStage.BEING_LOOKED_AT)
    answer = move(staff_client(), form, database, "accepted", letter="yes", words="মায়া")
    assert answer.status_code == 400
    assert "The letter cannot be made" in answer.page.words
    assert answer.page.value("words").strip() == "মায়া"
