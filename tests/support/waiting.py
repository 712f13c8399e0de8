"""Waiting for what other processes do: by looking, and not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

_LONGEST = 60.0


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Return once something holds.

    Raises:
        AssertionError: when it does not after a minute.
    """
    deadline = time.monotonic() + _LONGEST
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.02)
