"""The team deals with requests: in the order in which they are due, at a safe time, each look written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.contacting import admin_presenters, wishes
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import ANY, RequestState
from localoffer.contacting.wishes import CallWish
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.keeping import ClosedReferrals, Retention
from localoffer.privacy import retention
from localoffer.privacy.rules import Moment, rules
from localoffer.working_days import day_of
from tests.contacting.conftest import CALL, CANARIES, only_request, send
from tests.referrals.conftest import mails
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

QUEUE = "/admin/contact-requests"


@pytest.fixture
def team(staff_client: Callable[..., CheckedClient]) -> CheckedClient:
    """A browser in which one of the team is signed in."""
    return staff_client("triage", "Grace Hopper")


def settle(team: CheckedClient, row: ContactRequest, **told: str) -> int:
    """Write down what came of a request, as the page of it shows it now."""
    page = f"{QUEUE}/{row.reference}"
    version = team.page(page).value("version")
    return team.send(page, {"version": version, **told}, page=page).status_code


def actions(session: Session) -> list[str]:
    """Return what the audit says of requests, in order."""
    wanted = select(AuditEntry.action).where(AuditEntry.subject == "contact_request").order_by(AuditEntry.number)
    found = [*session.scalars(wanted)]
    session.commit()
    return found


@pytest.mark.any_database
def test_the_list_names_nobody_and_the_request_says_when_it_is_safe(
    client: CheckedClient, team: CheckedClient, session: Session
) -> None:
    # given somebody who asked for a call
    send(client)
    row = only_request(session)
    # when the team looks at the list, then it says when to ring, and no name or number
    listed = team.page(QUEUE).words
    assert "Monday and Wednesday: Morning" in listed
    assert [word for word in CANARIES if word in listed] == []
    assert actions(session) == ["contact.asked"]
    # and when they open it, then it shows the rest, warns, and the look is written down
    page = team.page(f"{QUEUE}/{row.reference}")
    assert "tel:01632960919" in page.links
    assert CALL["words"] in page.words
    assert "Leave no message" in page.words
    assert actions(session) == ["contact.asked", "contact.viewed"]
    # and the queue of referrals says how many wait
    assert "Calls and paper copies (1 waiting)" in team.page("/admin/referrals").words


def test_somebody_who_was_not_reached_is_tried_again_and_then_done(
    client: CheckedClient, team: CheckedClient, session: Session, keys: KeyRing
) -> None:
    send(client)
    row, again = only_request(session), day_of(now()) + timedelta(days=6)
    day = {"again_on-day": str(again.day), "again_on-month": str(again.month), "again_on-year": str(again.year)}
    # when nobody was reached, then it is due on the day to try again
    assert settle(team, row, outcome="again", note="No answer", **day) == 303
    row = only_request(session)
    assert (row.state, row.tries, row.due_on) == (RequestState.WAITING, 1, again)
    # when it is dealt with, then it leaves the queue, with both notes
    assert settle(team, row, outcome="done", note="We talked about Life Skills", **day) == 303
    row = only_request(session)
    assert row.state is RequestState.DONE
    assert [note.words for note in wishes.open_notes(row, keys=keys)] == ["No answer", "We talked about Life Skills"]
    assert wishes.open_wish(row, keys=keys).name == CALL["name"]
    assert "Nobody waits for a call or a copy" in team.page(QUEUE).words


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("told", "mistake"),
    [
        ({"note": "x"}, "Choose what happened"),
        ({"outcome": "done"}, "Write what was done"),
        ({"outcome": "again", "note": "x"}, "Enter today or a later day"),
    ],
)
def test_an_outcome_that_says_too_little_is_not_written_down(
    client: CheckedClient, team: CheckedClient, session: Session, told: dict[str, str], mistake: str
) -> None:
    send(client)
    row = only_request(session)
    page = f"{QUEUE}/{row.reference}"
    answer = team.send(page, {"version": "1", **told}, page=page)
    assert answer.status_code == 400
    assert mistake in answer.get_data(as_text=True)
    assert only_request(session).row_version == 1


def test_two_at_once_do_not_undo_each_other(client: CheckedClient, team: CheckedClient, session: Session) -> None:
    send(client)
    row = only_request(session)
    page = f"{QUEUE}/{row.reference}"
    assert settle(team, row, outcome="done", note="Rung") == 303
    assert team.send(page, {"version": "1", "outcome": "done", "note": "Rung as well"}, page=page).status_code == 409


@pytest.mark.any_database
def test_what_looks_like_spam_can_be_put_into_the_queue(
    client: CheckedClient, team: CheckedClient, session: Session, database: Database, keys: KeyRing
) -> None:
    send(client, comment="filled")
    row = only_request(session)
    assert "Nobody waits for a call or a copy" in team.page(QUEUE).words
    page = f"{QUEUE}/{row.reference}"
    # when somebody sees that it is real, then it is due, and the team is told of it
    assert team.send(f"{page}/release", {"version": "1"}, page=page).status_code == 303
    assert only_request(session).set_aside_at is None
    assert "contact-notice" in mails(database, keys)


@pytest.mark.any_database
def test_editors_do_not_see_requests(client: CheckedClient, staff_client: Callable[..., CheckedClient]) -> None:
    assert staff_client("editor", "Eva Editor").get(QUEUE).status_code == 403
    assert client.get(QUEUE).status_code == 303


def test_a_request_goes_when_its_time_is_over(
    client: CheckedClient, team: CheckedClient, session: Session, database: Database, keys: KeyRing
) -> None:
    # given a request that was dealt with and one that waits
    send(client)
    settle(team, only_request(session), outcome="done", note="Rung")
    send(client, words="Another")
    waiting = session.scalars(select(ContactRequest.reference).where(ContactRequest.done_at.is_(None))).one()
    session.rollback()
    told = Retention(closed_referrals=ClosedReferrals(months=1, since=date(2026, 11, 1)), contact_days=5)
    # when the retention job runs after that time, then only the one that waits is left
    moment = Moment(now() + timedelta(days=6), keys, "system")
    retention.run(database, [one for one in rules(told, told_months=12) if "contact" in one.name], moment)
    assert only_request(session).reference == waiting


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("days", "times", "at", "is_safe"),
    [
        (("mon",), ("morning",), datetime(2026, 11, 23, 11, tzinfo=UTC), True),
        (("mon",), ("morning",), datetime(2026, 11, 23, 12, tzinfo=UTC), False),
        ((ANY,), (ANY,), datetime(2026, 11, 24, 14, tzinfo=UTC), True),
        ((ANY,), (ANY,), datetime(2026, 11, 24, 19, tzinfo=UTC), False),
        ((ANY,), (ANY,), datetime(2026, 11, 22, 11, tzinfo=UTC), False),
        # in summer it is an hour later in the county
        (("mon",), ("afternoon",), datetime(2026, 7, 6, 11, 30, tzinfo=UTC), True),
    ],
)
def test_a_time_is_safe_only_where_they_said_so(
    days: tuple[str, ...], times: tuple[str, ...], at: datetime, is_safe: bool
) -> None:
    call = CallWish("A", "01632 960 001", days, times, leave_message=True, language="en", interpreter=False)
    assert admin_presenters.is_safe(call, at) is is_safe
