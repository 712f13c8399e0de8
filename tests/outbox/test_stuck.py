"""Messages that have not gone out are seen, and tried again when somebody asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox import stuck
from localoffer.outbox.message import Message
from localoffer.outbox.senders import NotSent, RefusedForGood
from localoffer.outbox.worker import Worker
from tests.outbox.conftest import Clock, only_message

pytestmark = pytest.mark.any_database


class Failing:
    """A way out that fails as it is told, and then takes everything."""

    def __init__(self, fault: Exception | None) -> None:
        self.fault = fault

    def send(self, _message: Message) -> None:
        if self.fault:
            raise self.fault


def number(database: Database, clock: Clock) -> int:
    with database.session(writes=False) as session:
        assert len(stuck.oldest(session, at=clock())) == stuck.count(session, at=clock())
        return stuck.count(session, at=clock())


def again(database: Database, clock: Clock) -> bool:
    with database.transaction() as session:
        return stuck.send_again(session, only_message(database).id, at=clock()) is not None


@pytest.fixture
def run(database: Database, keys: KeyRing, clock: Clock) -> Callable[[Exception | None], int]:
    """Run the worker once, with a way out that fails or does not."""
    return lambda fault: Worker(database, keys, Failing(fault), clock).run_once()


def test_a_message_counts_after_a_day_and_not_before(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    enqueue()
    for _ in range(24):
        assert number(database, clock) == 0
        assert run(NotSent("no answer")) == 1
        clock.advance(hours=1)
    assert number(database, clock) == 1


def test_a_message_that_no_worker_tries_counts_after_an_hour(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    """As where the worker was never started, or does nothing any more."""
    enqueue()
    clock.advance(minutes=59)
    assert number(database, clock) == 0
    clock.advance(minutes=1)
    assert number(database, clock) == 1
    run(NotSent("no answer"))
    assert number(database, clock) == 0


def test_a_message_that_was_refused_for_good_counts_at_once(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    enqueue()
    run(RefusedForGood("no such address"))
    assert number(database, clock) == 1


def test_a_message_that_has_gone_out_never_counts(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    enqueue()
    run(None)
    clock.advance(days=3)
    assert number(database, clock) == 0
    assert not again(database, clock)


def test_a_refused_message_is_tried_again_when_somebody_asks(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    enqueue()
    run(RefusedForGood("no such address"))
    assert run(None) == 0
    assert again(database, clock)
    assert run(None) == 1
    assert only_message(database).sent_at is not None


def test_a_late_message_is_tried_now_and_not_when_its_wait_is_over(
    database: Database, enqueue: Callable[..., None], clock: Clock, run: Callable[[Exception | None], int]
) -> None:
    enqueue()
    for _ in range(30):
        run(NotSent("no answer"))
        clock.advance(hours=2)
    run(NotSent("no answer"))
    assert run(None) == 0
    assert again(database, clock)
    assert run(None) == 1


def test_the_log_sounds_the_alarm_for_as_long_as_something_is_stuck(
    database: Database,
    keys: KeyRing,
    enqueue: Callable[..., None],
    clock: Clock,
    run: Callable[[Exception | None], int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    enqueue(to="private.person@example.org")
    worker = Worker(database, keys, Failing(None), clock)
    worker.sound_alarm()
    assert "outbox_stuck" not in "".join(capfd.readouterr())
    clock.advance(days=1)
    worker.sound_alarm()
    said = "".join(capfd.readouterr())
    assert '"count": 1, "event": "outbox_stuck", "level": "error"' in said
    assert "private" not in said
    run(None)
    worker.sound_alarm()
    assert "outbox_stuck" not in "".join(capfd.readouterr())


def test_a_message_that_is_on_its_way_is_not_touched(
    database: Database, enqueue: Callable[..., None], clock: Clock
) -> None:
    enqueue()
    assert not again(database, clock)
