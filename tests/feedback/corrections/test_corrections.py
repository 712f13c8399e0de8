"""Somebody says what is wrong on a service; staff decide, and whoever left an address is told what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer import council
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import months_before, today
from localoffer.db import Database, now
from localoffer.feedback.corrections import deciding, queries, sealing, telling
from localoffer.feedback.corrections.deciding import Decision
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.corrections.sealing import Inside
from localoffer.feedback.corrections.telling import Told
from localoffer.feedback.corrections.vocabulary import Outcome, Teller, Wrong
from localoffer.languages import LANGUAGES
from localoffer.listings.models import Listing
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import retention
from localoffer.privacy.rules import Moment, rules
from localoffer.staff.models import User
from tests.referrals.conftest import mails
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.listings import listing
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

ADDRESS = "/services/club/something-wrong"
FROM_US = {"Sec-Fetch-Site": "same-origin"}
WRONG: dict[str, str] = {
    "mark": "a mark",
    "wrong": "cost",
    "words": "zqcanary1 it costs £3",
    "teller": "parent",
    "email": "zqcanary2@example.org",
}
COUNCIL = council.load(FOLDER / "council.toml")


@pytest.fixture
def club(session: Session) -> Listing:
    made = listing(session, "Saturday club", slug="club", translations={"ur": {"name": "ہفتے کا کلب", "summary": "س"}})
    session.commit()
    return made


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    make_user(role="editor")
    sign_in(client)
    return client


def send(client: CheckedClient, prefix: str = "", **told: str) -> TestResponse:
    return client.post(f"{prefix}{ADDRESS}", data={**WRONG, **told}, headers=FROM_US)


def rows(session: Session) -> list[Correction]:
    session.rollback()
    wanted = select(Correction).order_by(Correction.id).execution_options(populate_existing=True)
    found = list(session.scalars(wanted))
    session.rollback()
    return found


def kept(session: Session, made: Listing, keys: KeyRing, *, words: str = "It costs £3", **more: Any) -> Correction:
    told = Told(**{"wrong": Wrong.COST, "words": words, "language": "en", **more})
    telling.tell(session, told, listing=made, mark=words, keys=keys, on=today())
    found = session.scalars(select(Correction).order_by(Correction.id.desc())).first()
    session.commit()
    assert found is not None
    return found


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_wrong_is_kept_sealed_and_whoever_told_is_thanked(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, code: str
) -> None:
    prefix = LANGUAGES[code].prefix
    mark = client.page(f"{prefix}{ADDRESS}").value("mark")

    answer = send(client, prefix, mark=mark)
    again = send(client, prefix, mark=mark)

    assert answer.location == again.location
    thanks = client.get(answer.location)
    assert not any("Set-Cookie" in one.headers for one in (answer, thanks))
    (row,) = rows(session)
    assert (row.wrong, row.teller, row.language, row.wants_answer) == (Wrong.COST, Teller.PARENT, code, True)
    assert sealing.open_inside(row, keys=keys) == Inside(WRONG["words"], WRONG["email"])
    assert b"zqcanary" not in row.sealed
    assert "zqcanary" not in answer.location


def test_that_it_has_closed_needs_no_words(client: CheckedClient, session: Session, club: Listing) -> None:
    assert send(client, wrong="closed", words="", teller="", email="").status_code == 303
    (row,) = rows(session)
    assert (row.wrong, row.teller, row.wants_answer) == (Wrong.CLOSED, None, False)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"wrong": ""}, "Choose what is wrong"),
        ({"words": ""}, "Write what is right, as far as you know"),
        ({"words": "x" * 1001}, "Use fewer words: 1,000 letters at most"),
        ({"email": "nobody"}, "Enter an email address like name@example.com"),
    ],
)
def test_a_mistake_keeps_all_that_was_typed(
    client: CheckedClient, session: Session, club: Listing, told: dict[str, str], said: str
) -> None:
    answer = send(client, **told)
    assert answer.status_code == 400
    page = answer.page  # type: ignore[attr-defined]
    assert said in page.words
    assert page.value("email") == told.get("email", WRONG["email"])
    assert page.value("mark") == WRONG["mark"]
    assert rows(session) == []


def test_what_another_site_sends_and_a_service_that_is_gone_are_refused(
    client: CheckedClient, session: Session, club: Listing
) -> None:
    assert client.post(ADDRESS, data=WRONG).status_code == 400
    assert client.get("/services/no-club/something-wrong").status_code == 404
    assert rows(session) == []


def test_the_page_of_a_service_leads_here(client: CheckedClient, club: Listing) -> None:
    assert ADDRESS in client.page("/services/club").links


@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_tells_whoever_left_an_address_in_their_language_and_forgets_it(
    session: Session, keys: KeyRing, database: Database, club: Listing, outcome: Outcome, app: object
) -> None:
    row = kept(session, club, keys, email="zqcanary2@example.org", language="ur")
    decision = Decision(outcome, "We rang them.", "staff:1", today())

    deciding.decide(session, row, decision, seen_version=1, keys=keys, council=COUNCIL)
    session.commit()

    written = mails(database, keys)[deciding.ANSWER]
    assert (written.to, written.language) == ("zqcanary2@example.org", "ur")
    assert "zqcanary" not in written.subject
    assert "کلب" in written.body
    assert "We rang them." in written.body
    assert sealing.open_inside(row, keys=keys) == Inside("It costs £3", "", "We rang them.")


def test_nobody_is_written_to_who_left_no_address(session: Session, keys: KeyRing, club: Listing) -> None:
    row = kept(session, club, keys)
    decision = Decision(Outcome.PUT_RIGHT, "", "staff:1", today())
    deciding.decide(session, row, decision, seen_version=1, keys=keys, council=COUNCIL)
    assert session.scalars(select(OutboxMessage)).all() == []


def test_the_queue_groups_by_service_newest_first(
    editor: CheckedClient, session: Session, keys: KeyRing, club: Listing
) -> None:
    boats = listing(session, "Boat trips", slug="boats")
    kept(session, club, keys, words="1")
    kept(session, boats, keys, words="2", wrong=Wrong.AGES)
    kept(session, club, keys, words="3", wrong=Wrong.TIMES)

    page = editor.page("/admin/corrections")

    told = [[" ".join("".join(cell.itertext()).split()) for cell in row][:2] for row in page.all(".//tbody/tr")]
    assert told == [
        ["Saturday club", "The days or times (Saturday club)"],
        ["Saturday club", "What it costs (Saturday club)"],
        ["Boat trips", "The ages (Boat trips)"],
    ]
    assert "Corrections to look at" in editor.page("/admin").words


def test_staff_decide_once_and_never_see_the_address(
    editor: CheckedClient, session: Session, keys: KeyRing, club: Listing
) -> None:
    row = kept(session, club, keys, email="zqcanary2@example.org")
    address = f"/admin/corrections/{row.uuid}"
    page = editor.page(address)
    assert "It costs £3" in page.words
    assert "/admin/listings/club/edit" in page.links

    empty = editor.send(address, {"version": page.value("version")})
    done = editor.send(address, {"version": "1", "outcome": "put_right", "answer": ""})
    late = editor.send(address, {"version": "1", "outcome": "passed_on", "answer": ""}, page="/admin/corrections")

    assert [one.status_code for one in (empty, done, late)] == [400, 303, 409]
    for answer in (editor.get(address), editor.get("/admin/corrections"), empty, late):
        assert "zqcanary" not in answer.get_data(as_text=True)
    (decided,) = rows(session)
    assert (decided.outcome, decided.decided_on) == (Outcome.PUT_RIGHT, today())
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "correction.decided")).one()
    assert json.dumps(entry.details) == '{"outcome": "put_right"}'


def test_triage_has_no_part_in_it(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, make_user: Callable[..., User]
) -> None:
    row = kept(session, club, keys)
    make_user(role="triage")
    sign_in(client)
    for address in ("/admin/corrections", f"/admin/corrections/{row.uuid}"):
        assert client.get(address).status_code == 403


def test_a_decided_correction_goes_in_time_and_one_that_waits_stays(
    session: Session, keys: KeyRing, database: Database, club: Listing
) -> None:
    # given three corrections: one decided long ago, one lately, one that waits
    ages: list[date | None] = [months_before(today(), 13), months_before(today(), 1) + timedelta(days=1), None]
    for number, decided in enumerate(ages):
        row = kept(session, club, keys, words=str(number))
        row.told_on = date(2020, 1, 1)
        if decided:
            row.outcome, row.decided_on = Outcome.PUT_RIGHT, decided
    session.commit()
    # when the retention job runs
    told = rules(COUNCIL.retention, told_months=12)
    retention.run(database, told, Moment(now(), keys, "system"))
    # then the old one alone is gone
    assert [row.decided_on for row in rows(session)] == ages[1:]
    with database.session(writes=False) as looking:
        assert looking.scalar(select(queries.number_waiting())) == 1
