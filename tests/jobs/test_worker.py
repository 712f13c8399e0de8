"""Stored jobs are done one after another; they say how far they are, stop when asked, and outlive their worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import going_on
from localoffer.db import Database, now
from localoffer.jobs import store
from localoffer.jobs.models import Job, JobState
from localoffer.jobs.store import Leased
from localoffer.jobs.worker import LEASE, Doing, JobWorker, Running


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, span: timedelta) -> None:
        self.at += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(database: Database, clock: Clock) -> Callable[[Doing], JobWorker]:
    return lambda doing: JobWorker(database, {"count": doing}, clock)


@pytest.fixture
def job(session: Session) -> int:
    """A job that waits."""
    made = store.add(session, kind="count", subject_id="7", made_by="staff:1")
    session.commit()
    return made.id


def look(session: Session, number: int) -> Job:
    session.rollback()
    session.expire_all()
    return store.get(session, number)


def test_a_job_is_done_once_and_says_how_far_it_has_come(
    session: Session, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    seen: list[tuple[str, int, int]] = []

    def count(running: Running) -> None:
        running.tell(3, 10)
        row = look(session, job)
        seen.append((running.subject_id, row.done, row.total))
        session.rollback()

    assert worker(count).run_once() == 1
    assert worker(count).run_once() == 0
    assert seen == [("7", 3, 10)]
    assert look(session, job).state is JobState.DONE


def test_jobs_are_done_in_their_order(session: Session, worker: Callable[[Doing], JobWorker]) -> None:
    for subject in "abc":
        store.add(session, kind="count", subject_id=subject, made_by="staff:1")
    session.commit()
    done: list[str] = []
    worker(lambda running: done.append(running.subject_id)).run_once()
    assert done == ["a", "b", "c"]


def test_a_job_stops_when_it_is_asked_to_but_not_where_it_must_not(
    session: Session, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    steps: list[str] = []

    def count(running: Running) -> None:
        store.ask_to_stop(session, job, at=now())
        session.commit()
        running.tell(1, 3, can_stop=False)
        steps.append("went on")
        running.tell(2, 3)
        steps.append("never here")

    worker(count).run_once()
    assert steps == ["went on"]
    assert look(session, job).state is JobState.CANCELLED


def test_whoever_ends_puts_the_job_back_for_the_next(
    session: Session, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    stop, seen = Event(), []

    def count(running: Running) -> None:
        seen.append("begun")
        stop.set()
        running.tell(1, 3)

    worker(count).do_one(stop)
    assert look(session, job).state is JobState.WAITING
    session.rollback()
    stop.clear()
    worker(lambda running: seen.append("done")).run_once()
    assert seen == ["begun", "done"]


def test_a_job_whose_worker_died_is_taken_up_when_its_lease_has_run_out(
    database: Database, clock: Clock, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    with database.transaction() as session:
        assert store.lease(session, at=clock(), lasting=LEASE) is not None
    done: list[int] = []
    again = worker(lambda running: done.append(1))
    assert again.run_once() == 0
    clock.at += LEASE + timedelta(seconds=1)
    assert again.run_once() == 1
    assert done == [1]


def test_whoever_lost_its_job_hears_of_it_and_does_not_end_it(
    database: Database, session: Session, clock: Clock, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    def slow(running: Running) -> None:
        clock.at += LEASE + timedelta(seconds=1)
        with database.transaction() as other:
            assert store.lease(other, at=clock(), lasting=LEASE) is not None
        running.tell(1, 2)

    worker(slow).do_one(Event())
    row = look(session, job)
    assert (row.state, row.attempts) == (JobState.RUNNING, 2)


def test_what_fails_again_and_again_is_given_up_and_says_only_the_kind_of_fault(
    session: Session, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    def fail(_running: Running) -> None:
        raise ValueError("Ada Lovelace")

    stopped = Event()
    stopped.set()
    failing = worker(fail)
    for _ in range(5):
        failing.do_one(stopped)
    row = look(session, job)
    assert (row.state, row.fault) == (JobState.FAILED, "ValueError")
    session.rollback()
    assert failing.run_once() == 0


def test_a_fault_that_is_not_of_the_database_ends_no_worker(
    session: Session, worker: Callable[[Doing], JobWorker], job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try to take a job up meets a disk without room, as SQLite's temporary files may."""
    stop, lease = Event(), store.lease
    faults = iter([OSError(28, "No space left on device")])

    def leasing(*args: Any, **told: Any) -> Leased | None:
        if fault := next(faults, None):
            raise fault
        return lease(*args, **told)

    monkeypatch.setattr(store, "lease", leasing)
    monkeypatch.setattr(going_on, "_FIRST_WAIT", 0.01)
    worker(lambda _running: stop.set()).run(stop)
    assert look(session, job).state is JobState.DONE


def test_a_job_that_takes_its_worker_with_it_each_time_is_given_up(
    database: Database, session: Session, clock: Clock, worker: Callable[[Doing], JobWorker], job: int
) -> None:
    """As one that needs more memory than there is: its worker is killed, and could say nothing."""
    for _ in range(20):
        with database.transaction() as own:
            assert store.lease(own, at=clock(), lasting=LEASE) is not None
        clock.advance(LEASE)
    done: list[int] = []
    assert worker(lambda _running: done.append(1)).run_once() == 1
    row = look(session, job)
    assert (row.state, row.fault, done) == (JobState.FAILED, "Lost", [])


def test_a_job_that_no_worker_takes_up_is_seen_after_an_hour_and_one_behind_another_is_not(
    database: Database, session: Session, clock: Clock, job: int
) -> None:
    store.get(session, job).made_at = clock()
    behind = store.add(session, kind="count", subject_id="8", made_by="staff:1")
    behind.made_at = clock()
    session.commit()
    clock.advance(timedelta(minutes=59))
    assert left(database, clock) == []
    clock.advance(timedelta(minutes=1))
    assert left(database, clock) == [job, behind.id]
    with database.transaction() as own:
        store.lease(own, at=clock(), lasting=LEASE)
    assert left(database, clock) == []
    # the worker that had it has ended
    clock.advance(LEASE)
    assert left(database, clock) == [job, behind.id]


def left(database: Database, clock: Clock) -> list[int]:
    """Return the jobs that nobody does."""
    with database.session(writes=False) as session:
        return list(session.scalars(select(Job.id).where(store.nobody_does(clock())).order_by(Job.id)))
