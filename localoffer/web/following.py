"""What pages show of rows that seldom change: each process keeps it, and reads it anew when their change number moves.

No page waits for the database because of it, and none fails where the database is out of reach.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from localoffer.db import Database, change_number

_INTERVAL = 2.0

log = structlog.get_logger()
Read = TypeVar("Read")


class Followed(Generic[Read]):
    """What ``read`` makes of the rows whose change number is ``subject``; ``nothing`` before they first changed.

    With ``in_background`` a thread of each process (started at its first look, so after a server has forked) asks for
    the number every two seconds; without it, each look asks first, which is what tests want.
    """

    def __init__(
        self,
        database: Database,
        subject: str,
        read: Callable[[Session], Read],
        *,
        nothing: Read,
        in_background: bool,
    ) -> None:
        self._database = database
        self._subject = subject
        self._read = read
        self._kept: tuple[int, Read] = (0, nothing)
        self._in_background = in_background
        self._starting = threading.Lock()
        self._process = 0

    @property
    def newest(self) -> Read:
        """What this process saw last; the first look of a process reads it."""
        if not self._in_background:
            self.refresh()
        elif self._process != os.getpid():
            self._start()
        return self._kept[1]

    def refresh(self) -> None:
        """Read it anew where the number has moved; where the database is out of reach, what was seen last stays."""
        try:
            with self._database.session(writes=False) as session:
                number = change_number(session, self._subject)
                if number != self._kept[0]:
                    self._kept = (number, self._read(session))
        except SQLAlchemyError as error:
            log.warning("not_followed", subject=self._subject, fault=type(error).__name__)

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
            self.refresh()
            threading.Thread(target=self._follow, name=f"{self._subject}-follower", daemon=True).start()

    def _follow(self) -> None:
        pause = threading.Event()
        while not pause.wait(_INTERVAL):
            self.refresh()
