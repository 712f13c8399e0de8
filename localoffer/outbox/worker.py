"""The worker: takes what waits in the outbox and sends it, again and again until it has gone out.

Any number of workers may run, on any number of machines. Each message goes out at least once: a worker that ends
between sending and saying so leaves it to be sent again under the same identity.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import structlog

from localoffer import db
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.going_on import go_on
from localoffer.outbox import store, stuck
from localoffer.outbox.senders import NotSent, RefusedForGood, Sender
from localoffer.outbox.store import Leased

LEASE = timedelta(minutes=3)
_BETWEEN_ALARMS = timedelta(hours=1)
_log = structlog.get_logger()


class Worker:
    """Sends what is due.

    Args:
        database: where the outbox is.
        keys: the ring that opens it.
        sender: the way out.
        clock: returns this moment, aware; for tests.
        lasting: how long a message is this worker's alone; longer than the sender's slowest try.
    """

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        sender: Sender,
        clock: Callable[[], datetime] = db.now,
        *,
        lasting: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._keys = keys
        self._sender = sender
        self._clock = clock
        self._lasting = lasting
        self._alarmed_at = datetime.min.replace(tzinfo=UTC)

    def run(self, stop_event: Event) -> None:
        """Send what is due until ``stop_event`` is set; the message in hand is finished first.

        Once an hour the log says how many messages have not gone out though they should have, for whoever watches it.
        """
        _log.info("outbox_started")
        go_on(partial(self.do_next, stop_event), stop_event, named="outbox")
        _log.info("outbox_stopped")

    def do_next(self, stop_event: Event | None = None) -> bool:
        """Sound the alarm where that is due, and send what is; return whether anything was."""
        if not self._alarmed_at <= self._clock() < self._alarmed_at + _BETWEEN_ALARMS:
            self.sound_alarm()
            self._alarmed_at = self._clock()
        return self.run_once(stop_event) > 0

    def run_once(self, stop_event: Event | None = None) -> int:
        """Try each message that is due now, once; return how many were tried, well or not.

        Raises:
            Exception: when the database fails, say; whatever was leased is tried again later.
        """
        tried, due_by = 0, self._clock()
        while not (stop_event and stop_event.is_set()):
            with self._database.transaction() as session:
                leased = store.lease(session, at=self._clock(), due_by=due_by, lasting=self._lasting)
            if leased is None:
                break
            self._send(leased)
            tried += 1
        return tried

    def sound_alarm(self) -> None:
        """Log an error where messages have waited for a day, or have an address that cannot work."""
        with self._database.session(writes=False) as session:
            number = stuck.count(session, at=self._clock())
        if number:
            _log.error("outbox_stuck", count=number)

    def _send(self, leased: Leased) -> None:
        try:
            self._sender.send(store.open_message(leased, keys=self._keys))
        except Exception as fault:  # whatever went wrong, the message must stay and be tried again
            self._failed(leased, fault)
            return
        with self._database.transaction() as session:
            store.mark_sent(session, leased, at=self._clock())
        _log.info("outbox_sent", id=leased.id, kind=leased.kind, attempts=leased.attempt)

    def _failed(self, leased: Leased, fault: Exception) -> None:
        mark = store.mark_refused if isinstance(fault, RefusedForGood) else store.mark_failed
        with self._database.transaction() as session:
            mark(session, leased, at=self._clock(), fault=_name(fault))
        _log.warning("outbox_failed", id=leased.id, kind=leased.kind, attempts=leased.attempt, fault=_name(fault))


def _name(fault: Exception) -> str:
    """Return what may be kept of a fault: its class, because its words may hold the address, except where none can."""
    return str(fault) if isinstance(fault, NotSent) else type(fault).__name__
