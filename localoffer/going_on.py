"""Work that goes on for as long as its process lives, whatever fails: a full disk, or a database that is away."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import structlog

_REST = 0.5
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_DOUBLINGS_TO_LONGEST = 6
_log = structlog.get_logger()


def go_on(once: Callable[[], bool], stop: Event, *, named: str) -> None:
    """Do something again and again until ``stop`` is set.

    After each fault in a row it waits twice as long, up to a minute. The log names the class of a fault, because its
    words may hold what a family wrote.

    Args:
        once: returns whether there was anything to do; where not, the next time comes after a rest.
        named: begins what the log calls a fault, as ``jobs``.
    """
    faults = 0
    while not stop.is_set():
        try:
            had_work = once()
        except Exception as fault:  # whatever it is, nobody else would do what waits
            faults += 1
            _log.error(f"{named}_fault", fault=type(fault).__name__, count=faults)
            stop.wait(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(faults - 1, _DOUBLINGS_TO_LONGEST)))
            continue
        faults = 0
        if not had_work:
            stop.wait(_REST)
