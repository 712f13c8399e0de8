"""Counting how many listings of a set have each of many values, all values in one go."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from localoffer.listings.search.arrays import Array

_WORD = 64
_SPARSE = 4


class Tally:
    """The sets of all values of all groups, one below the other."""

    def __init__(self, groups: Mapping[str, Mapping[str, int]], size: int) -> None:
        """Take for each group the set of each value; the numbers in them are below ``size``."""
        self._values = [(group, list(sets)) for group, sets in groups.items()]
        self._bytes = -(-size // _WORD) * _WORD // 8
        rows = b"".join(held.to_bytes(self._bytes, "little") for sets in groups.values() for held in sets.values())
        self._sets = np.frombuffer(rows, np.uint64).reshape(sum(map(len, groups.values())), -1)

    def counts(self, within: int) -> dict[str, dict[str, int]]:
        """Return for each group and value how many of the listings ``within`` have it."""
        counted = iter(self._counted(within).tolist())
        # Each value takes the next count: the groups and values stand in the order of the rows.
        return {group: dict(zip(values, counted, strict=False)) for group, values in self._values}

    def _counted(self, within: int) -> Array:
        asked = np.frombuffer(within.to_bytes(self._bytes, "little"), np.uint64)
        sets = self._sets
        # Where few listings were found, only the few places in which they stand are looked at.
        places = np.flatnonzero(asked)
        if places.size * _SPARSE < asked.size:
            sets, asked = sets[:, places], asked[places]
        counted: Array = np.bitwise_count(sets & asked).sum(axis=1, dtype=np.int64)
        return counted
