"""Instants of a request at which a process can be made to end: around each statement and each commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

_GONE = 113
_LONGEST_SECONDS = 60


class Instants:
    """Counts the instants of whatever is done on an engine, and ends the process, without a word, at one of them.

    The instants are: before and after each statement, before each commit reaches the database, and after it has.
    """

    def __init__(self, engine: Engine, *, end_at: int) -> None:
        self._left = end_at
        event.listen(engine, "before_cursor_execute", self._pass)
        event.listen(engine, "after_cursor_execute", self._pass)
        event.listen(engine, "commit", self._pass)
        event.listen(Session, "after_commit", self._pass)

    def _pass(self, *_: Any) -> None:
        self._left -= 1
        if self._left == 0:
            os._exit(_GONE)


def dies_at(instant: int, engine: Engine, action: Callable[[], object]) -> bool:
    """Do something in a process of its own that ends at an instant, counted from 1; return False when it had fewer.

    Raises:
        AssertionError: when the action failed before.
    """
    # a connection must not be shared between processes
    engine.dispose()
    process = os.fork()
    if process == 0:
        signal.alarm(_LONGEST_SECONDS)
        try:
            Instants(engine, end_at=instant)
            action()
            os._exit(0)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert ended in {0, _GONE}, f"the process ended with {ended}"
    return ended == _GONE
