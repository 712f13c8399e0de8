"""Each process follows the published listings: it asks for their change number once a second, beside the requests."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from flask import Flask

from localoffer.council import Sinking
from localoffer.db import Database, change_number
from localoffer.listings.notices import shown
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.index import SUBJECT, Generation, IndexBusy, IndexFolder, Progress
from localoffer.places import gazetteer
from localoffer.places.gazetteer import Place

_INTERVAL = 1.0
_OTHERS_BUILD = 30.0
_REBUILD = 600.0
# in seconds: what building anew does not heal is not to keep a machine busy
_MENDED_AT_MOST_EVERY = 300.0
_EXTENSION = "localoffer_search"

_log = logging.getLogger(__name__)


class Follower:
    """Holds the engine of the newest generation and swaps it when the listings change.

    With ``in_background`` a thread of each process does that, started by ``start`` or else at its first search (so
    after a server has forked); without it, every search looks first, which is what tests want.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        in_background: bool,
        places: Sequence[Place] = (),
        sinking: Sinking | None = None,
        closed: Callable[[], frozenset[int]] = frozenset,
    ) -> None:
        """Follow the listings of a database in a folder; ``closed`` says which of them are closed for a time."""
        self._database = database
        self._folder = IndexFolder(folder)
        self._in_background = in_background
        self._places = places
        self._sinking = sinking
        self._closed = closed
        self._engine: Engine | None = None
        self._not_mended_before = 0.0
        self._refreshing = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = 0

    @property
    def engine(self) -> Engine:
        """The engine of the newest generation that this process has seen; opens it, or builds it, the first time."""
        if self._in_background:
            self.start()
        engine = self._engine
        if engine is None or not self._in_background:
            engine = self.refresh()
        return engine

    def start(self) -> None:
        """Start following in a thread of this process, once; it opens the newest generation first."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        # A fork copies neither the thread nor, safely, the state of locks that were held in it.
        self._refreshing = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="search-follower", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; the last engine stays usable."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self._thread, self._process = None, 0

    def refresh(self) -> Engine:
        """Make sure that the engine holds the listings as they are now, and return it.

        One process builds; another that needs the same waits for it and opens what it built.

        Raises:
            IndexBusy: when another process is building and does not finish.
        """
        with self._refreshing:
            with self._database.session(writes=False) as session:
                number = change_number(session, SUBJECT)
            current = self._folder.current()
            if current is None or current.number != number:
                current = self._bring_up_to_date()
            return self._open(current)

    def reindex(self, progress: Progress | None = None) -> int:
        """Build a new generation from nothing beside the current one, swap it in, and return how many listings it has.

        Raises:
            IndexBusy: when another process is building and does not finish.
        """
        with self._refreshing:
            with self._folder.locked(timeout=_REBUILD), self._database.session(writes=False) as session:
                built = self._folder.rebuild(session, progress=progress)
            return self._open(built).listings

    def _bring_up_to_date(self) -> Generation:
        with self._folder.locked(timeout=_OTHERS_BUILD), self._database.session(writes=False) as session:
            # Somebody else may have built it while this process waited for the lock.
            current = self._folder.current()
            if current is None:
                return self._folder.rebuild(session)
            if current.number == change_number(session, SUBJECT):
                return current
            return self._folder.catch_up(session, current)

    def _open(self, generation: Generation) -> Engine:
        """Open a generation unless it is open already. The engine before it is left to whoever still searches in it."""
        before, closed = self._engine, self._closed()
        if before is not None and before.generation.name == generation.name and before.closed == closed:
            return before
        try:
            engine = Engine(generation, self._places, before, self._sinking, closed)
        except Exception as fault:
            engine = Engine(self._mended(generation, fault), self._places, before, self._sinking, closed)
        self._engine = engine
        if before is not None:
            engine.warm(before.ready_languages)
        return engine

    def _mended(self, damaged: Generation, fault: Exception) -> Generation:
        """Return what takes the place of a generation that cannot be opened, as after a machine lost its power."""
        if time.monotonic() < self._not_mended_before:
            raise fault
        with self._folder.locked(timeout=_OTHERS_BUILD), self._database.session(writes=False) as session:
            current = self._folder.current()
            if current is not None and current.name != damaged.name:
                return current
            self._not_mended_before = time.monotonic() + _MENDED_AT_MOST_EVERY
            _log.error("search: the index cannot be opened (%s); building it from nothing", type(fault).__name__)
            return self._folder.rebuild(session)

    def _follow(self) -> None:
        while True:
            try:
                self.refresh()
            except IndexBusy:
                _log.warning("search: another process is writing the index; trying again")
            except Exception:
                _log.exception("search: the index could not follow the listings; trying again")
            if self._stopping.wait(_INTERVAL):
                return


def follower(app: Flask) -> Follower:
    """Return what follows the listings for an application."""
    found: Follower = app.extensions[_EXTENSION]
    return found


def init_app(app: Flask) -> None:
    """Give the application its search; nothing is opened and no thread runs before it is started."""
    settings = app.config["SETTINGS"]
    app.extensions[_EXTENSION] = Follower(
        app.extensions["localoffer_database"],
        settings.var / "search",
        in_background=settings.environment != "test",
        places=gazetteer.read(settings.county / gazetteer.FILE),
        sinking=app.extensions["localoffer_council"].sinking,
        closed=partial(shown.closed_now, app),
    )
