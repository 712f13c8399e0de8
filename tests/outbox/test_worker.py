"""The worker, against a real mail server that refuses, drops, hangs and recovers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from localoffer import going_on
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox import store
from localoffer.outbox.message import Message
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.senders import SmtpSender
from localoffer.outbox.worker import LEASE, Worker
from tests.outbox.conftest import Clock, MailServer, only_message

FROM = "Local Offer <local-offer@council.example.org>"


@pytest.fixture
def sender(mail_server: MailServer) -> SmtpSender:
    return SmtpSender(mail_server.url, FROM, timeout=0.5)


@pytest.fixture
def worker(database: Database, keys: KeyRing, sender: SmtpSender, clock: Clock) -> Worker:
    return Worker(database, keys, sender, clock)


def test_what_is_due_goes_out_once(
    worker: Worker, mail_server: MailServer, enqueue: Callable[..., None], database: Database
) -> None:
    enqueue()
    assert worker.run_once() == 1
    assert worker.run_once() == 0
    (mail,) = mail_server.received
    assert mail["To"] == "someone@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().strip() == "Hello."
    assert only_message(database).sent_at is not None


def test_what_was_sent_is_kept_no_longer(worker: Worker, enqueue: Callable[..., None], database: Database) -> None:
    enqueue()
    worker.run_once()
    assert only_message(database).sealed == b""


@pytest.mark.parametrize("mood", ["refuses", "drops", "hangs"])
def test_a_mail_server_that_fails_is_tried_again_and_again(
    worker: Worker, mail_server: MailServer, enqueue: Callable[..., None], clock: Clock, database: Database, mood: str
) -> None:
    enqueue(to="private.person@example.org")
    mail_server.mood = mood
    for attempt in range(1, 4):
        assert worker.run_once() == 1
        waiting = only_message(database)
        assert (waiting.attempts, waiting.sent_at, waiting.leased_until) == (attempt, None, None)
        assert "private" not in waiting.last_error
        clock.advance(minutes=1)
    mail_server.mood = "takes"
    assert worker.run_once() == 1
    assert len(mail_server.received) == 1


def test_an_address_that_the_mail_server_knows_not_to_exist_is_tried_no_more(
    worker: Worker, mail_server: MailServer, enqueue: Callable[..., None], clock: Clock, database: Database
) -> None:
    enqueue()
    mail_server.mood = "knows no such address"
    assert worker.run_once() == 1
    assert only_message(database).refused_at == clock()
    clock.advance(days=2)
    assert worker.run_once() == 0


def test_a_mail_server_that_quarrels_with_us_is_tried_again(
    worker: Worker, mail_server: MailServer, enqueue: Callable[..., None], database: Database
) -> None:
    enqueue()
    mail_server.mood = "does not relay"
    worker.run_once()
    assert only_message(database).refused_at is None


def test_a_mail_server_that_is_not_there_loses_nothing(
    database: Database, keys: KeyRing, enqueue: Callable[..., None], clock: Clock
) -> None:
    enqueue()
    worker = Worker(database, keys, SmtpSender("smtp://127.0.0.1:9", FROM, timeout=0.5), clock)
    for _ in range(30):
        worker.run_once()
        clock.advance(hours=2)
    waiting = only_message(database)
    assert waiting.attempts == 30
    assert waiting.last_error == "ConnectionRefusedError"


def test_a_message_that_cannot_be_opened_holds_up_nothing(
    worker: Worker, mail_server: MailServer, enqueue: Callable[..., None], database: Database
) -> None:
    enqueue("receipt:1")
    enqueue("receipt:2")
    with database.transaction() as session:
        first = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first()
        assert first is not None
        first.key_id = "lost"
    assert worker.run_once() == 2
    assert len(mail_server.received) == 1


def test_two_workers_send_each_message_once(
    database: Database,
    keys: KeyRing,
    mail_server: MailServer,
    enqueue: Callable[..., None],
    clock: Clock,
) -> None:
    for number in range(20):
        enqueue(f"receipt:{number}", subject=f"Number {number}")

    # patient: a try that fails is due again later, and the clock of this test stands still
    sender = SmtpSender(mail_server.url, FROM)

    def drain(_: int) -> None:
        worker = Worker(database, keys, sender, clock)
        while _waiting(database):
            worker.run_once()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(drain, range(2)))
    assert sorted(mail["Subject"] for mail in mail_server.received) == sorted(f"Number {n}" for n in range(20))


def test_a_worker_that_ends_before_it_can_say_so_sends_the_same_message_again(
    worker: Worker,
    mail_server: MailServer,
    enqueue: Callable[..., None],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enqueue()

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(store, "mark_sent", crash)
        with pytest.raises(KeyboardInterrupt):
            worker.run_once()
    assert worker.run_once() == 0
    clock.advance(seconds=LEASE.total_seconds())
    assert worker.run_once() == 1
    first, second = mail_server.received
    assert first["Message-ID"] == second["Message-ID"]


def test_the_log_names_no_address_and_no_word(
    worker: Worker,
    mail_server: MailServer,
    enqueue: Callable[..., None],
    clock: Clock,
    capfd: pytest.CaptureFixture[str],
) -> None:
    enqueue(to="private.person@example.org", subject="Wobblesome")
    mail_server.mood = "refuses"
    worker.run_once()
    mail_server.mood = "takes"
    clock.advance(minutes=1)
    worker.run_once()
    written = "".join(capfd.readouterr())
    assert "private" not in written
    assert "Wobblesome" not in written


def test_a_running_worker_stops_when_asked(
    database: Database,
    keys: KeyRing,
    sender: SmtpSender,
    mail_server: MailServer,
    enqueue: Callable[..., None],
    clock: Clock,
) -> None:
    enqueue()
    stop = Event()
    thread = Thread(target=Worker(database, keys, _Stopping(sender, stop), clock).run, args=(stop,))
    thread.start()
    thread.join(timeout=20)
    stop.set()
    thread.join()
    assert len(mail_server.received) == 1


class _Stopping:
    """Sends one mail and asks the worker to stop."""

    def __init__(self, sender: SmtpSender, stop: Event) -> None:
        self.sender = sender
        self.stop = stop

    def send(self, message: Message) -> None:
        self.sender.send(message)
        self.stop.set()


def _waiting(database: Database) -> bool:
    with database.session(writes=False) as session:
        return (
            session.scalars(select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None)).limit(1)).first()
            is not None
        )


def test_a_fault_that_is_not_of_the_database_ends_no_worker(
    database: Database,
    keys: KeyRing,
    sender: SmtpSender,
    mail_server: MailServer,
    enqueue: Callable[..., None],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enqueue()
    stop, lease = Event(), store.lease
    faults = iter([OSError(28, "No space left on device")])

    def leasing(*args: Any, **told: Any) -> store.Leased | None:
        if fault := next(faults, None):
            raise fault
        return lease(*args, **told)

    monkeypatch.setattr(store, "lease", leasing)
    monkeypatch.setattr(going_on, "_FIRST_WAIT", 0.01)
    Worker(database, keys, _Stopping(sender, stop), clock).run(stop)
    assert len(mail_server.received) == 1


def test_a_clock_that_is_put_back_silences_no_alarm(
    database: Database,
    keys: KeyRing,
    sender: SmtpSender,
    enqueue: Callable[..., None],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given one that was a month ahead when the worker began; then each hour of the right time is looked at."""
    worker, looked = Worker(database, keys, sender, clock), list[int]()
    monkeypatch.setattr(Worker, "sound_alarm", lambda _worker: looked.append(1))
    worker.do_next()
    worker.do_next()
    assert len(looked) == 1
    clock.advance(days=-30)
    worker.do_next()
    worker.do_next()
    assert len(looked) == 2
