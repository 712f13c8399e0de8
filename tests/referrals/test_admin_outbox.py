"""The team sees what has not gone out, without an address, and has it tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.contacting import asking as contacts
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.feedback.comments import handling as comments
from localoffer.feedback.corrections import deciding as corrections
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import complaints
from localoffer.vocabulary import SentBy
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

PAGE = "/admin/messages"


@pytest.fixture
def stuck(client: CheckedClient, session: Session, keys: KeyRing, database: Database) -> OutboxMessage:
    """A receipt by text for a referral, refused for good."""
    journeys.fill_in(client)
    journeys.send(client)
    message = store.enqueue(
        session,
        keys=keys,
        unique_key=f"receipt-text:{only_referral(database).uuid}",
        kind="referral-receipt",
        way=SentBy.TEXT,
        to="07700900123",
        subject="",
        body="We have your form.",
    )
    message.refused_at, message.attempts, message.last_error = now(), 1, "no such address, says GOV.UK Notify"
    session.commit()
    return message


def test_the_list_says_what_about_which_referral_and_why(
    staff_client: Callable[..., CheckedClient], stuck: OutboxMessage, database: Database
) -> None:
    page = staff_client().page(PAGE)
    for said in ("Receipt for a form", "Text message", "Wrong address", "no such address", "Tried 1 time."):
        assert said in page.words
    assert only_referral(database).reference in page.words
    assert "07700" not in page.words


@pytest.mark.parametrize("kind", [comments.ANSWER, corrections.ANSWER, contacts.NOTICE, complaints.RECEIPT])
def test_the_list_names_messages_of_other_parts_in_words(
    staff_client: Callable[..., CheckedClient], session: Session, stuck: OutboxMessage, kind: str
) -> None:
    session.merge(stuck).kind = kind
    session.commit()
    assert kind not in staff_client().page(PAGE).words


def test_the_first_page_counts_them(staff_client: Callable[..., CheckedClient], stuck: OutboxMessage) -> None:
    page = staff_client().page("/admin")
    assert "1 Messages that have not gone out" in page.words


def test_sending_again_is_done_once_and_written_down(
    staff_client: Callable[..., CheckedClient], stuck: OutboxMessage, session: Session
) -> None:
    team, number = staff_client(), stuck.id
    session.rollback()
    token = team.page(PAGE).value("csrf_token")
    answer = team.post(f"{PAGE}/{number}/again", data={"csrf_token": token}, follow_redirects=True)
    assert "We are trying it again" in answer.text
    session.expire_all()
    assert session.get_one(OutboxMessage, number).refused_at is None
    written = session.scalars(select(audit.AuditEntry).where(audit.AuditEntry.action == "message.sent_again")).all()
    assert [entry.subject_id for entry in written] == [str(number)]
    # what this test reads must not keep the site from writing
    session.rollback()
    # and once more, when it is no longer on the list
    answer = team.post(f"{PAGE}/{number}/again", data={"csrf_token": token}, follow_redirects=True)
    assert answer.status_code == 200
    assert "We are trying it again" not in answer.text


def test_a_message_that_is_only_late_is_on_the_list_after_a_day(
    staff_client: Callable[..., CheckedClient], stuck: OutboxMessage, session: Session
) -> None:
    row = session.get_one(OutboxMessage, stuck.id)
    row.refused_at, row.last_error = None, ""
    session.commit()
    assert "Receipt for a form" not in staff_client(name="Grace Hopper").page(PAGE).words
    row.created_at -= timedelta(days=1)
    session.commit()
    assert "Receipt for a form" in staff_client(name="Mary Jackson").page(PAGE).words


def test_an_editor_of_listings_does_not_see_it(staff_client: Callable[..., CheckedClient]) -> None:
    assert staff_client("editor").get(PAGE).status_code == 403
