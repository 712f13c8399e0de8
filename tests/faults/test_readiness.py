"""Readiness is a real write, and a storm of probes is none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from localoffer.db import Database
from localoffer.site.health import Readiness
from tests.faults.ailing import ailing
from tests.support.databases import Databases
from tests.support.queries import queries_of


class Clock:
    """A clock that stands still until it is moved."""

    moment = 1000.0

    def __call__(self) -> float:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readiness(clock: Clock) -> Readiness:
    return Readiness(clock)


def _writes(asked: list[str]) -> int:
    return sum(statement.startswith("INSERT") for statement in asked)


def test_however_many_ask_at_once_the_database_is_tried_once(readiness: Readiness, database: Database) -> None:
    """Protected by keeping the last answer for a second."""
    with queries_of(database) as asked, ThreadPoolExecutor(8) as probes:
        answers = set(probes.map(lambda _: readiness.holds(database), range(200)))
    assert answers == {True}
    assert _writes(asked) == 1


def test_a_second_later_it_is_tried_again(readiness: Readiness, database: Database, clock: Clock) -> None:
    with queries_of(database) as asked:
        readiness.holds(database)
        clock.moment += 0.999
        readiness.holds(database)
        clock.moment += 0.002
        readiness.holds(database)
    assert _writes(asked) == 2


def test_a_database_that_can_be_read_and_not_written_is_not_ready(
    impatient: None, readiness: Readiness, database: Database, databases: Databases, clock: Clock
) -> None:
    """Protected by writing: a full or locked database answers every question."""
    with ailing(database, databases).locked():
        assert not readiness.holds(database)
    clock.moment += 1
    assert readiness.holds(database)
