"""In which order addresses are asked: one at a time, and no host twice without a pause."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

PAUSE = 2.0
"""In seconds, between two requests to one host."""


def paced(
    addresses: Iterable[str],
    *,
    most_seconds: float,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[str]:
    """Yield addresses, those of different hosts in turn, until all are done or the time is over."""
    waiting: dict[str, deque[str]] = {}
    for address in addresses:
        waiting.setdefault(_host(address), deque()).append(address)
    ready = dict.fromkeys(waiting, 0.0)
    end = clock() + most_seconds
    while waiting:
        host = min(waiting, key=lambda one: ready[one])
        pause = max(0.0, ready[host] - clock())
        if clock() + pause >= end:
            return
        if pause:
            sleep(pause)
        yield waiting[host].popleft()
        ready[host] = clock() + PAUSE
        if not waiting[host]:
            del waiting[host]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
