"""A clock that is moved: a form is not lost to it, and no message waits for a moment that never comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.torture.forms import Forms
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.worker import LEASE, Worker
from localoffer.referrals.drafting import drafts
from localoffer.referrals.models import Referral
from tests.faults.counting import Counting
from tests.faults.families import Family
from tests.support.forms_over import erase_forms_that_are_over

A_YEAR = timedelta(days=365)


@pytest.fixture
def family(app: Flask, database: Database, keys: KeyRing) -> Family:
    return Family(app, Forms(database, keys).take())


@pytest.fixture
def worker(database: Database, keys: KeyRing) -> Worker:
    return Worker(database, keys, Counting())


@pytest.mark.parametrize("back", [timedelta(seconds=2), timedelta(hours=1), A_YEAR])
def test_a_form_is_sent_like_any_other_when_the_clock_was_put_back_meanwhile(
    family: Family, session: Session, worker: Worker, back: timedelta
) -> None:
    """Protected by taking a time below nothing for no sign of a machine."""
    with time_machine.travel(now() - back):
        assert family.is_sent()
        assert worker.run_once() == 2
    referral = session.scalars(select(Referral)).one()
    assert referral.set_aside_at is None


def test_messages_written_while_the_clock_was_ahead_go_out_when_it_is_right_again(
    family: Family, worker: Worker, app: Flask, database: Database, keys: KeyRing
) -> None:
    """Protected by the longest wait there is: what is due later than that is due now."""
    with time_machine.travel(now() + A_YEAR):
        late = Family(app, Forms(database, keys).take())
        assert late.is_sent()
    assert worker.run_once() == 2


def test_a_message_leased_while_the_clock_was_ahead_is_taken_when_it_is_right_again(
    family: Family, worker: Worker, database: Database
) -> None:
    """Protected by the longest lease there is: one that ends later has ended."""
    assert family.is_sent()
    ahead = now() + A_YEAR
    with database.transaction() as session:
        assert store.lease(session, at=ahead, due_by=ahead, lasting=LEASE)
    assert worker.run_once() == 2


def test_a_message_that_another_machine_has_leased_stays_with_it_though_its_clock_is_a_little_ahead(
    family: Family, worker: Worker, database: Database
) -> None:
    assert family.is_sent()
    ahead = now() + timedelta(minutes=10)
    with database.transaction() as session:
        assert store.lease(session, at=ahead, due_by=ahead, lasting=LEASE)
    assert worker.run_once() == 1


def test_a_form_that_ran_out_while_it_was_open_is_told_so_and_sends_nothing(
    family: Family, database: Database, keys: KeyRing, session: Session
) -> None:
    """Protected by asking for how long a form lives each time that it is opened, not when it is tidied away."""
    with time_machine.travel(now() + drafts.LASTING + timedelta(hours=1)):
        answer = family.press()
        led_to = family.client.get(answer.location, follow_redirects=True)
        erase_forms_that_are_over(database, keys, at=now())
    assert (answer.status_code, led_to.status_code) == (303, 200)
    assert family.journey.child not in led_to.text
    assert session.scalar(select(func.count()).select_from(Referral)) == 0
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
