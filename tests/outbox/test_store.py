"""Storing messages: sealed, once, and only what a mail may hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from tests.outbox.conftest import Clock


def test_the_same_key_twice_stores_one_message(database: Database, enqueue: Callable[..., None]) -> None:
    enqueue("receipt:1", subject="First")
    enqueue("receipt:1", subject="Second")
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_storing_twice_in_one_transaction_leaves_the_rest_of_it_whole(database: Database, keys: KeyRing) -> None:
    with database.transaction() as session:
        for key in ("a:1", "a:1", "b:1"):
            store.enqueue(session, keys=keys, unique_key=key, kind="notice", to="t@example.org", subject="s", body="b")
    with database.session(writes=False) as session:
        assert session.scalars(select(OutboxMessage.unique_key).order_by(OutboxMessage.id)).all() == ["a:1", "b:1"]


def test_nothing_of_a_message_can_be_read_in_the_database(
    database: Database, enqueue: Callable[..., None], tmp_path: Path
) -> None:
    enqueue(to="quillfeather@example.org", subject="Wobblesome", body="Dragonfruit")
    with database.session(writes=False) as session:
        row = session.execute(select(OutboxMessage.__table__)).one()
    assert not any(word in str(row).lower() for word in ("quillfeather", "wobblesome", "dragonfruit"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "a@example.org\r\nBcc: b@example.org"},
        {"to": "not an address"},
        {"to": "a@example.org,b@example.org"},
        {"to": "a@example.org, b@example.org"},
        {"to": "a@example.org;b@example.org"},
        {"to": "a@example.org b@example.org"},
        {"to": "<a@example.org> <b@example.org>"},
        {"to": "a@example.org <b@example.org>"},
        {"to": '"A <a@example.org>, b@example.org'},
        {"subject": "Hello\nBcc: b@example.org"},
        {"subject": "Hello\r\n\r\nBody"},
    ],
)
def test_a_mail_that_would_add_headers_is_refused(enqueue: Callable[..., None], wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be one"):
        enqueue(**wrong)


@pytest.mark.parametrize("right", ["a@example.org", '"Club, the; one" <a@example.org>', "A Club <a@example.org>"])
def test_one_address_may_have_a_name(database: Database, enqueue: Callable[..., None], right: str) -> None:
    enqueue(to=right)
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_waits_double_with_chance_up_to_an_hour() -> None:
    for attempt in range(1, 40):
        middle = min(0.2 * 2 ** (attempt - 1), 3600 * 2)
        waits = [store.wait_after(attempt).total_seconds() for _ in range(50)]
        assert all(min(middle * 0.5, 3276.8 * 0.5 * 0.99) <= wait <= min(middle * 1.5, 3600) for wait in waits)
        assert len(set(waits)) > 1 or max(waits) == 3600


def test_a_leased_message_is_nobody_elses_until_the_lease_runs_out(
    database: Database, enqueue: Callable[..., None], clock: Clock
) -> None:
    enqueue()
    lasting = timedelta(minutes=3)
    with database.transaction() as session:
        assert store.lease(session, at=clock(), due_by=clock(), lasting=lasting) is not None
    with database.transaction() as session:
        assert store.lease(session, at=clock(), due_by=clock(), lasting=lasting) is None
    clock.advance(minutes=3)
    with database.transaction() as session:
        again = store.lease(session, at=clock(), due_by=clock(), lasting=lasting)
    assert again is not None
    assert again.attempt == 2
