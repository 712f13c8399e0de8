"""GOV.UK Notify as the way out, by its own client, against a server that speaks its HTTP interface."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

import config
from localoffer import installing
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.directions import left_to_right
from localoffer.installing import Installation
from localoffer.outbox.senders import Account, NotifySender
from localoffer.outbox.worker import Worker
from localoffer.vocabulary import SentBy
from tests.outbox.conftest import Clock, only_message
from tests.support import notify_server
from tests.support.notify_server import EMAIL_TEMPLATE, KEY, TEXT_TEMPLATE, NotifyServer

pytestmark = pytest.mark.any_database


@pytest.fixture
def notify() -> Iterator[NotifyServer]:
    with notify_server.serving() as server:
        yield server


@pytest.fixture
def worker(database: Database, keys: KeyRing, notify: NotifyServer, clock: Clock) -> Worker:
    return Worker(database, keys, sender(notify), clock)


def sender(notify: NotifyServer, key: str = KEY) -> NotifySender:
    return NotifySender(Account(key, EMAIL_TEMPLATE, TEXT_TEMPLATE, url=notify.url, timeout=0.5))


def test_a_mail_goes_out_in_the_template_for_mails(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None], database: Database
) -> None:
    enqueue(subject="We have your form", body="Hello.\n\nGoodbye.\n")
    worker.run_once()
    (taken,) = notify.taken
    assert taken["path"] == "/v2/notifications/email"
    assert taken["email_address"] == "someone@example.org"
    assert taken["personalisation"] == {"subject": "We have your form", "body": "Hello.\n\nGoodbye.\n"}
    assert taken["reference"] == only_message(database).message_id
    assert only_message(database).sent_at is not None


def test_a_text_goes_out_in_the_template_for_texts(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None]
) -> None:
    enqueue(way=SentBy.TEXT, to="07700 900123", subject="", body="We have your form.")
    worker.run_once()
    (taken,) = notify.taken
    assert (taken["path"], taken["template_id"]) == ("/v2/notifications/sms", TEXT_TEMPLATE)
    assert (taken["phone_number"], taken["personalisation"]) == ("07700 900123", {"body": "We have your form."})


def test_a_mail_written_right_to_left_says_so_line_by_line(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None]
) -> None:
    enqueue(body=f"ہمیں آپ کا فارم مل گیا۔\n\n{left_to_right('2345-ABCD')}\n", language="ur")
    worker.run_once()
    assert [line[:1] for line in notify.taken[0]["personalisation"]["body"].split("\n")] == ["\u200f", "", "\u200f", ""]


@pytest.mark.parametrize("fault", ["trial", "rate", "day", "broken", "away", "hangs", "drops"])
def test_what_may_pass_is_tried_again_until_it_has(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None], clock: Clock, database: Database, fault: str
) -> None:
    enqueue(to="private.person@example.org")
    notify.fault = fault
    for attempt in range(1, 4):
        assert worker.run_once() == 1
        waiting = only_message(database)
        assert (waiting.attempts, waiting.sent_at, waiting.refused_at) == (attempt, None, None)
        assert waiting.last_error
        assert "private" not in waiting.last_error
        clock.advance(minutes=1)
    notify.fault = ""
    worker.run_once()
    assert len(notify.taken) == 1


@pytest.mark.parametrize("fault", ["wrong address", "wrong number"])
def test_an_address_that_can_never_work_is_tried_no_more(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None], clock: Clock, database: Database, fault: str
) -> None:
    enqueue()
    notify.fault = fault
    assert worker.run_once() == 1
    refused = only_message(database)
    assert refused.refused_at == clock()
    assert refused.last_error == "no such address, says GOV.UK Notify"
    clock.advance(days=2)
    assert worker.run_once() == 0


def test_a_wrong_key_holds_the_message_until_it_is_put_right(
    database: Database, keys: KeyRing, notify: NotifyServer, enqueue: Callable[..., None], clock: Clock
) -> None:
    enqueue()
    wrong = f"local_offer-{notify_server.SERVICE}-{uuid.UUID(int=9)}"
    Worker(database, keys, sender(notify, wrong), clock).run_once()
    assert only_message(database).last_error == "GOV.UK Notify answered 403"
    clock.advance(minutes=1)
    Worker(database, keys, sender(notify), clock).run_once()
    assert len(notify.taken) == 1


def test_an_answer_that_is_lost_brings_no_second_message(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None], clock: Clock, database: Database
) -> None:
    enqueue()
    notify.loses_answer = True
    worker.run_once()
    assert only_message(database).sent_at is None
    clock.advance(minutes=1)
    worker.run_once()
    assert only_message(database).sent_at is not None
    assert len(notify.taken) == 1


def test_the_worker_of_an_installation_sends_as_its_settings_say(
    settings: config.Settings, notify: NotifyServer, enqueue: Callable[..., None], clock: Clock
) -> None:
    # its clock is the real one: due by any that a machine may have
    clock.advance(days=-3650)
    enqueue("receipt:1")
    enqueue("receipt:2", way=SentBy.TEXT, to="07700 900123", subject="")
    by_notify = replace(
        settings,
        notify_key=KEY,
        notify_email_template=EMAIL_TEMPLATE,
        notify_text_template=TEXT_TEMPLATE,
        notify_url=notify.url,
    )
    assert installing.mail_worker(Installation(by_notify)).run_once() == 2
    assert [taken["template_id"] for taken in notify.taken] == [EMAIL_TEMPLATE, TEXT_TEMPLATE]


def test_the_log_repeats_nothing_of_what_notify_answers(
    worker: Worker, notify: NotifyServer, enqueue: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    enqueue()
    notify.fault = "wrong address"
    worker.run_once()
    assert "Not a valid" not in "".join(capfd.readouterr())
