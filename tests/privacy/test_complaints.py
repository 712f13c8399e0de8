"""Complaining about how personal data was used: by anybody, once, read by few, acknowledged and answered in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit, days
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy.models import DataComplaint
from tests.referrals.conftest import everything_stored, mails
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

PATH = "/privacy/complaint"
QUEUE = "/admin/privacy/complaints"
TOLD = {
    "words": "Wobblesome letters went to the neighbour",
    "wanted": "Umberwood apology",
    "about": "K7PM-2XQA",
    "name": "Philippa Quillfeather",
    "email": "philippa.quillfeather@example.org",
}
CANARIES = ("Wobblesome", "Umberwood", "Quillfeather", "K7PM-2XQA", "philippa")


def complain(client: CheckedClient, *, prefix: str = "", **changed: str) -> str:
    """Send a complaint and return its reference, as the confirmation shows it."""
    mark = client.page(f"{prefix}{PATH}").value("mark")
    answer = client.send(f"{prefix}{PATH}", {"mark": mark, **TOLD, **changed})
    assert answer.status_code == 303
    page = client.page(answer.location)
    (reference,) = (word for word in page.words.split() if word.startswith("DC-"))
    return reference


def only_complaint(session: Session) -> DataComplaint:
    """Return the one complaint that there is."""
    session.rollback()
    return session.scalars(select(DataComplaint).execution_options(populate_existing=True)).one()


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_anybody_can_complain_in_their_language_and_gets_a_receipt(
    client: CheckedClient, database: Database, session: Session, keys: KeyRing, prefix: str
) -> None:
    # when somebody without an account complains
    reference = complain(client, prefix=prefix)
    # then they are told within the time, in their language, by a mail that says nothing of it
    receipt = mails(database, keys)["complaint-receipt"]
    assert (receipt.to, receipt.language) == (TOLD["email"], prefix.lstrip("/") or "en")
    assert reference in receipt.subject.translate({0x2066: None, 0x2069: None})
    row = only_complaint(session)
    assert row.acknowledge_by == days.today() + timedelta(days=30)
    assert row.acknowledged_at is not None
    for mail in mails(database, keys).values():
        assert [word for word in CANARIES if word.lower() in f"{mail.subject} {mail.body}".lower()] == []


def test_nothing_of_it_can_be_read_in_the_database_or_the_log(
    client: CheckedClient, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    complain(client)
    stored = everything_stored(database).lower() + "".join(capfd.readouterr()).lower()
    assert [word for word in CANARIES if word.lower() in stored] == []


def test_a_double_click_complains_once_and_a_second_complaint_is_another(
    client: CheckedClient, session: Session
) -> None:
    mark = client.page(PATH).value("mark")
    for _ in range(2):
        assert client.send(PATH, {"mark": mark, **TOLD}).status_code == 303
    only_complaint(session)
    session.rollback()
    complain(client)
    assert len(session.scalars(select(DataComplaint)).all()) == 2


@pytest.mark.parametrize(
    ("changed", "mistake"),
    [
        ({"words": ""}, "Write what went wrong"),
        ({"name": ""}, "Enter your full name"),
        ({"email": ""}, "Enter an email address, a phone number or a postal address"),
        ({"email": "philippa"}, "Enter an email address like"),
        ({"words": "x" * 4001}, "Use 4,000 characters or fewer"),
    ],
)
def test_a_complaint_that_cannot_be_answered_is_not_kept_and_nothing_typed_is_lost(
    client: CheckedClient, session: Session, changed: dict[str, str], mistake: str
) -> None:
    answer = client.send(PATH, {**TOLD, **changed})
    assert answer.status_code == 400
    words = answer.get_data(as_text=True)
    assert mistake in words
    assert TOLD["wanted"] in words
    assert session.scalars(select(DataComplaint)).all() == []


def test_another_site_cannot_send_one(client: CheckedClient, session: Session) -> None:
    answer = client.post(PATH, data=TOLD, headers={"Origin": "https://elsewhere.example.org"})
    assert answer.status_code == 400
    assert session.scalars(select(DataComplaint)).all() == []


def test_the_confirmation_is_for_whoever_has_just_complained(client: CheckedClient) -> None:
    assert client.get(f"{PATH}/sent").location == PATH


def test_only_those_who_answer_complaints_read_them(
    client: CheckedClient, staff_client: Callable[..., CheckedClient]
) -> None:
    reference = complain(client)
    for role, status in (("triage", 403), ("editor", 403), ("manager", 200)):
        browser = staff_client(role, f"{role} person")
        assert browser.get(QUEUE).status_code == status
        assert browser.get(f"{QUEUE}/{reference}").status_code == status


def test_every_look_is_recorded(client: CheckedClient, manager: CheckedClient, session: Session) -> None:
    reference = complain(client)
    assert TOLD["words"] in manager.page(f"{QUEUE}/{reference}").words
    looks = session.scalars(select(audit.AuditEntry).where(audit.AuditEntry.action == "complaint.viewed")).all()
    assert [look.subject_id for look in looks] == [str(only_complaint(session).uuid)]
    assert looks[0].actor.startswith("staff:")


def test_a_complaint_is_answered_and_dated(
    client: CheckedClient, manager: CheckedClient, session: Session, database: Database
) -> None:
    reference = complain(client)
    answer = manager.send(
        f"{QUEUE}/{reference}/answer", _seen(manager, reference, answer="We wrote twice"), page=f"{QUEUE}/{reference}"
    )
    assert answer.status_code == 303
    page = manager.page(f"{QUEUE}/{reference}")
    assert "We wrote twice" in page.words
    assert "by Grace Hopper" in page.words
    assert only_complaint(session).answered_at is not None
    assert "we wrote twice" not in everything_stored(database).lower()
    assert "Every complaint is answered." in manager.page(QUEUE).words


def test_an_answer_without_words_is_refused(client: CheckedClient, manager: CheckedClient) -> None:
    reference = complain(client)
    path = f"{QUEUE}/{reference}"
    answer = manager.send(f"{path}/answer", _seen(manager, reference, answer=""), page=path)
    assert answer.status_code == 400
    assert "Write what was answered" in answer.get_data(as_text=True)


def test_two_people_do_not_answer_over_each_other(
    client: CheckedClient, manager: CheckedClient, session: Session
) -> None:
    reference = complain(client)
    path = f"{QUEUE}/{reference}"
    seen = _seen(manager, reference, answer="Second")
    manager.send(f"{path}/answer", _seen(manager, reference, answer="First"), page=path)
    refused = manager.send(f"{path}/answer", seen, page=path)
    assert refused.status_code == 409
    assert "Second" in refused.get_data(as_text=True)
    assert "First" in manager.page(path).words


def test_who_gave_no_address_waits_to_be_told_until_staff_did(
    client: CheckedClient, manager: CheckedClient, session: Session
) -> None:
    # given a complaint of somebody who can only be telephoned
    reference = complain(client, email="", phone="01632 960 977")
    row = only_complaint(session)
    assert row.acknowledged_at is None
    # when the thirty days are over
    row.acknowledge_by = days.today() - timedelta(days=1)
    session.commit()
    # then the overview says so, until somebody has told them
    late = "Complaints that should have been acknowledged"
    assert late in manager.page("/admin").words
    path = f"{QUEUE}/{reference}"
    manager.send(f"{path}/acknowledge", _seen(manager, reference), page=path)
    assert late not in manager.page("/admin").words
    assert only_complaint(session).acknowledged_by.startswith("staff:")


def test_a_receipt_that_does_not_go_out_acknowledges_nothing(
    client: CheckedClient, manager: CheckedClient, session: Session
) -> None:
    complain(client)
    only_complaint(session).acknowledge_by = days.today() - timedelta(days=1)
    session.commit()
    assert "The receipt has not gone out" in manager.page(QUEUE).words
    assert "This day is over." in manager.page(QUEUE).words
    for message in session.scalars(select(OutboxMessage)):
        message.sent_at = now()
    session.commit()
    assert "This day is over." not in manager.page(QUEUE).words


def _seen(browser: CheckedClient, reference: str, **fields: str) -> dict[str, str]:
    version = browser.page(f"{QUEUE}/{reference}").value("version")
    return {"version": version or "", **fields}
