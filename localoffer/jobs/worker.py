"""The worker's other half: does stored jobs, one after another.

Any number of workers may run, on any number of machines. A job is begun at least once: where its worker ends, another
one takes it up when the lease has run out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from threading import Event

import structlog

from localoffer import db
from localoffer.db import Database
from localoffer.going_on import go_on
from localoffer.jobs import store
from localoffer.jobs.models import JobState
from localoffer.jobs.store import Leased

LEASE = timedelta(minutes=1)
_MOST_ATTEMPTS = 5
# more than any number of restarts in the course of one job: its worker was killed by it, and could say nothing
_MOST_STARTS = 20
_PAUSE = 0.5
_LOST = "Lost"
# whoever waits to write on SQLite asks again every tenth of a second: a family's form is not to wait for a whole job
_REST = 0.12
_log = structlog.get_logger()


class Stopped(Exception):
    """Somebody asked for the job to stop."""


class TakenAway(Exception):
    """The worker ends, or has lost the job: another one goes on with it."""


class Running:
    """A job as whoever does it sees it."""

    def __init__(self, database: Database, leased: Leased, stop: Event, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.subject_id = leased.subject_id
        self._leased, self._stop, self._clock = leased, stop, clock

    def tell(self, done: int, total: int, *, can_stop: bool = True) -> None:
        """Write down how far it has come, and rest; to be called between short transactions, a minute apart at most.

        Args:
            can_stop: whether it may be stopped here, if somebody asked for that.

        Raises:
            Stopped: when it was asked to stop.
            TakenAway: when it must end at once, for another worker to go on.
        """
        if self._stop.is_set():
            raise TakenAway
        with self.database.transaction() as session:
            asked = store.tell(session, self._leased, done=done, total=total, at=self._clock(), lasting=LEASE)
        if asked is None:
            raise TakenAway
        if asked and can_stop:
            raise Stopped
        self._stop.wait(_REST)


Doing = Callable[[Running], None]


class JobWorker:
    """Does what waits.

    Args:
        database: where the jobs are.
        kinds: by the kind of a job what does it.
        clock: returns this moment, aware; for tests.
    """

    def __init__(self, database: Database, kinds: Mapping[str, Doing], clock: Callable[[], datetime] = db.now) -> None:
        self._database, self._kinds, self._clock = database, kinds, clock

    def run(self, stop: Event) -> None:
        """Do what waits until ``stop`` is set; what is being done then is put back at its next step."""
        go_on(partial(self.do_one, stop), stop, named="jobs")

    def run_once(self) -> int:
        """Do every job that waits; return how many that were."""
        number = 0
        while self.do_one(Event()):
            number += 1
        return number

    def do_one(self, stop: Event) -> bool:
        """Do the job that has waited longest; return whether there was one.

        Raises:
            Exception: when the database fails, say; then the job waits until its lease has run out.
        """
        with self._database.transaction() as session:
            leased = store.lease(session, at=self._clock(), lasting=LEASE)
        if leased is None:
            return False
        state, fault = self._do(leased, stop)
        with self._database.transaction() as session:
            if state.has_ended:
                store.end(session, leased, state=state, at=self._clock(), fault=fault)
            else:
                store.put_back(session, leased)
        _log.info("job", id=leased.id, kind=leased.kind, state=str(state), attempts=leased.attempt)
        return True

    def _do(self, leased: Leased, stop: Event) -> tuple[JobState, str]:
        if leased.attempt > _MOST_STARTS:
            _log.error("job_fault", id=leased.id, kind=leased.kind, fault=_LOST)
            return JobState.FAILED, _LOST
        try:
            self._kinds[leased.kind](Running(self._database, leased, stop, self._clock))
        except Stopped:
            return JobState.CANCELLED, ""
        except TakenAway:
            return JobState.WAITING, ""
        except Exception as fault:  # whatever went wrong, the next job is not to suffer for it
            _log.error("job_fault", id=leased.id, kind=leased.kind, fault=type(fault).__name__)
            stop.wait(_PAUSE if leased.attempt < _MOST_ATTEMPTS else 0)
            state = JobState.WAITING if leased.attempt < _MOST_ATTEMPTS else JobState.FAILED
            return state, type(fault).__name__
        return JobState.DONE, ""
