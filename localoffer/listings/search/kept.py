"""What was worked out once for a generation, as long as there is room for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key. Safe to use from several threads."""

    def __init__(self, room: int, size_of: Callable[[V], int]) -> None:
        """Take how many bytes there is room for, and what tells how many a value takes."""
        self._values: dict[K, V] = {}
        self._left = room
        self._size_of = size_of
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept for a key."""
        return self._values.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep a value, in place of those that were kept first where there is no room left, and return it."""
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._left -= self._size_of(value)
                while self._left < 0 and len(self._values) > 1:
                    self._left += self._size_of(self._values.pop(next(iter(self._values))))
            return value
