"""Counting beside the searches: in the memory of each process, and from there into the database every so often.

What a process that is killed had not yet written is lost: at most a minute of counts, which nobody misses.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from multiprocessing.util import Finalize
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import counts

_INTERVAL = 60.0
_BEFORE_LOCKS_GO = 100

log = structlog.get_logger()


class Recorder:
    """Counts, and writes what it has counted. Safe to use from several threads.

    ``add`` puts what was counted into the database. With ``in_background`` a
    thread writes, started at the first count of each process (so after a server has forked),
    and once more when the process ends; without it somebody calls ``write``.
    """

    def __init__(
        self,
        database: Database,
        *,
        in_background: bool,
        add: Callable[[Session, Mapping[Any, int]], None] = counts.add,
        name: str = "search-recorder",
    ) -> None:
        self._database, self._add, self._name = database, add, name
        self._in_background = in_background
        self._begin()

    def _begin(self) -> None:
        """Begin with nothing: what the process that this one was forked from had counted, it writes itself."""
        self._counts: Counter[Hashable] = Counter()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = os.getpid()

    def count(self, counted: Iterable[Hashable]) -> None:
        """Count each once. The database is not asked."""
        if self._process != os.getpid():
            self._begin()
        with self._lock:
            self._counts.update(counted)
            if self._in_background and self._thread is None:
                self._start()

    def write(self) -> None:
        """Add what was counted since the last time to the database; what could not be written is kept for the next.

        Raises:
            SQLAlchemyError: when the database does not take it.
        """
        with self._lock:
            waiting, self._counts = self._counts, Counter()
        if not waiting:
            return
        try:
            with self._database.transaction() as session:
                self._add(session, waiting)
        except SQLAlchemyError:
            with self._lock:
                self._counts.update(waiting)
            raise

    def stop(self) -> None:
        """End the thread, once it has written what is left."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._write_regularly, name=self._name, daemon=True)
        self._thread.start()
        # not atexit, which the worker processes of a web server skip
        Finalize(None, self.stop, exitpriority=_BEFORE_LOCKS_GO)

    def _write_regularly(self) -> None:
        while True:
            is_last = self._stopping.wait(_INTERVAL)
            try:
                self.write()
            except SQLAlchemyError as error:
                log.error("not_counted", fault=type(error).__name__)
            if is_last:
                return
