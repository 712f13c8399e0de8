"""A database that is full, locked or gone: a kind page, nothing lost, and it works again without a restart."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from benchmarks.torture.forms import Forms
from benchmarks.torture.verdict import integrity_faults
from localoffer.crypto import KeyRing
from localoffer.db import Database, is_out_of_reach
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals.asking import leaving
from localoffer.referrals.models import Referral, ReferralDraft
from localoffer.staff.models import StoredSession
from tests.faults.ailing import Ailing, ailing
from tests.faults.families import SENT, Family
from tests.referrals import coming_and_going
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.databases import Databases
from tests.support.queries import queries_of
from tests.support.strict_html import Page

PHONE = "01632 960000"
pytestmark = pytest.mark.usefixtures("impatient")
WAYS_TO_AIL = ("full", "locked", "gone")


@pytest.fixture
def database_that_ails(database: Database, databases: Databases) -> Ailing:
    return ailing(database, databases)


@pytest.fixture
def families(app: Flask, database: Database, keys: KeyRing) -> list[Family]:
    """Families before the button: so many that a disk without room cannot take all of their forms."""
    forms = Forms(database, keys)
    return [Family(app, forms.take()) for _ in range(8)]


@pytest.mark.parametrize("how", WAYS_TO_AIL)
def test_forms_sent_to_a_database_that_ails_are_answered_kindly_and_sent_later(
    how: str,
    families: list[Family],
    database_that_ails: Ailing,
    session: Session,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Protected by the one transaction of a request, the page for a database that is out of reach, and the draft."""
    ails: Callable[[], AbstractContextManager[None]] = getattr(database_that_ails, how)
    with ails():
        answers = [(family, family.press()) for family in families]
    refused = [(family, answer) for family, answer in answers if answer.location != SENT]
    said = "".join(capfd.readouterr())

    assert refused
    for family, answer in refused:
        page = Page(answer.text)
        assert (answer.status_code, PHONE in page.words) == (503, True)
        assert not [told for told in (family.journey.child, family.journey.token) if told in page.words + said]
        assert family.journey.child in family.client.get(CHECK).text
    assert all(family.is_sent() for family in families)
    assert session.scalar(select(func.count()).select_from(Referral)) == len(families)
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 2 * len(families)
    assert integrity_faults(session) == []


def test_a_file_that_is_no_database_counts_as_out_of_reach(tmp_path: Path) -> None:
    """Protected by looking at the class of the fault: SQLite gives this one no name of its own."""
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"not a database" * 1000)
    with pytest.raises(DatabaseError) as raised:
        Database(f"sqlite:///{damaged}").engine.connect()
    assert is_out_of_reach(raised.value)


@pytest.mark.parametrize("how", WAYS_TO_AIL)
def test_whoever_must_leave_at_once_is_away_whatever_the_database_does(
    how: str, client: CheckedClient, database: Database, database_that_ails: Ailing, session: Session
) -> None:
    """Protected by asking the database for nothing before the answer has gone out."""
    # given a form in a browser whose session is stored too
    coming_and_going.half_way(client)
    assert client.get_cookie("session") is not None
    ails: Callable[[], AbstractContextManager[None]] = getattr(database_that_ails, how)
    with ails():
        # when somebody leaves
        with queries_of(database) as asked:
            answer = client.get(f"{START}/leave", buffered=False)
        # then they are away, and this browser knows nothing any more
        assert (answer.status_code, answer.location, asked) == (303, leaving.NEUTRAL_PAGE, [])
        assert "cookies" in answer.headers["Clear-Site-Data"]
        assert not [name for name in ("session", "referral", "status") if client.get_cookie(name)]
        # and what cannot be erased now is no fault
        answer.close()
    if how == "gone":
        assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 1


def test_leaving_takes_the_form_and_the_session_out_of_the_database(client: CheckedClient, session: Session) -> None:
    """Protected by erasing as soon as the answer has gone out."""
    coming_and_going.half_way(client)
    client.get(f"{START}/leave")
    for kept in (ReferralDraft, StoredSession):
        assert not session.scalar(select(func.count()).select_from(kept))
