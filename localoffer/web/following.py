"""What pages show of rows that seldom change: each process keeps it, and reads it anew when their change number moves.

No page waits for the database because of it, and none fails where the database is out of reach.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import structlog
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import Database, change_numbers

_INTERVAL = 2.0
_EXTENSION = "localoffer_following"

log = structlog.get_logger()
Read = TypeVar("Read")


class Following:
    """Everything that a process follows.

    With ``in_background`` one thread of each process (started at its first look, so after a server has forked) asks
    for all change numbers every two seconds; without it, each look asks first, which is what tests want.
    """

    def __init__(self, database: Database, *, in_background: bool) -> None:
        self._database = database
        self._in_background = in_background
        self._followed: list[Followed[Any]] = []
        self._starting = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = 0

    def add(self, followed: Followed[Any]) -> None:
        """Follow one thing more; before the first page."""
        self._followed.append(followed)

    def look(self) -> None:
        """See to it that what is followed is known: the first look of a process waits until it has been read."""
        if not self._in_background:
            self.refresh()
        elif self._process != os.getpid():
            self._start()

    def numbers(self) -> tuple[int, ...]:
        """Return the change numbers of all that is followed, as this process saw them last.

        What is made of it may be kept until one of them moves.
        """
        self.look()
        return tuple(followed.number for followed in self._followed)

    def refresh(self) -> None:
        """Read anew what has changed; what cannot be read stays as it was seen last, and is tried again."""
        try:
            with self._database.session(writes=False) as session:
                numbers = change_numbers(session)
        except Exception as error:  # neither a page nor the thread is to end by it
            log.warning("not_followed", fault=type(error).__name__)
            return
        for followed in self._followed:
            number = numbers.get(followed.subject, 0)
            if number != followed.number:
                self._take(followed, number)

    def _take(self, followed: Followed[Any], number: int) -> None:
        try:
            with self._database.session(writes=False) as session:
                followed.take(session, number)
        except Exception as error:  # a code of a newer version, say: the other subjects are read all the same
            log.warning("not_followed", subject=followed.subject, fault=type(error).__name__)

    def stop(self) -> None:
        """End the thread; what is kept stays as it is."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self.refresh()
            self._process = os.getpid()
            self._stopping.clear()
            self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
            self._thread.start()

    def _follow(self) -> None:
        while not self._stopping.wait(_INTERVAL):
            self.refresh()


class Followed(Generic[Read]):
    """What ``read`` makes of the rows whose change number is ``subject``; ``nothing`` before they first changed."""

    def __init__(self, following: Following, subject: str, read: Callable[[Session], Read], nothing: Read) -> None:
        self.subject = subject
        self._following = following
        self._read = read
        self._kept = nothing
        self.number = 0

    @property
    def newest(self) -> Read:
        """What this process saw last."""
        self._following.look()
        return self._kept

    def take(self, session: Session, number: int) -> None:
        """Read it anew, for a change number that is another than when it was last read."""
        self._kept, self.number = self._read(session), number


def init_app(app: Flask) -> None:
    """Give the application what its processes follow by."""
    in_background = app.config["SETTINGS"].environment != "test"
    app.extensions[_EXTENSION] = Following(app.extensions["localoffer_database"], in_background=in_background)


def of(app: Flask) -> Following:
    """Return what an application's processes follow by."""
    found: Following = app.extensions[_EXTENSION]
    return found


def follow(app: Flask, subject: str, read: Callable[[Session], Read], *, nothing: Read) -> Followed[Read]:
    """Follow the rows whose change number is ``subject``; before the first page.

    Args:
        read: makes of the rows what pages show.
        nothing: what pages show before the rows first changed.
    """
    followed = Followed(of(app), subject, read, nothing)
    of(app).add(followed)
    return followed
