"""The sets of one group of filters: what its chosen values let through, and how many listings each value would show.

A group lets two sets through: ``sure``, the listings that state what was asked, and ``maybe``, with them those that
state neither it nor its opposite. A group has a ``maybe`` of its own only where silence can be told from a "no": nobody
said at which cost, but a listing without a language spoken may well have none to name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from localoffer.listings.search import bits
from localoffer.vocabulary import SLOTS, Day, PartOfDay

Sets = Mapping[str, int]
Counts = dict[str, int]


class Passed(NamedTuple):
    """The listings that a group lets through; all that are ``sure`` are in ``maybe``."""

    sure: int
    maybe: int


class AnyOf:
    """A group in which one of the chosen values is enough. ``unstated`` are the listings that say nothing about it."""

    def __init__(self, sets: Sets, unstated: int = 0) -> None:
        self.sets = sets
        self._unstated = unstated

    def passed(self, chosen: Iterable[str], also: int = 0) -> Passed:
        """Return what passes: what has any of the values, or is among those that pass ``also``."""
        sure = bits.union(self.sets.get(value, 0) for value in chosen) | also
        return Passed(sure, sure | self._unstated)

    def counts(self, within: int) -> Counts:
        """Return for each value how many of the listings ``within`` have it."""
        return {value: (within & held).bit_count() for value, held in self.sets.items()}


class AllOf:
    """A group in which each chosen value is asked for; ``unstated`` holds for each who says nothing about it."""

    def __init__(self, sets: Sets, unstated: Sets) -> None:
        self.sets = sets
        self._unstated = unstated

    def passed(self, chosen: Collection[str]) -> Passed:
        """Return what passes: what has all of the values."""
        sure = maybe = -1
        for value in chosen:
            held = self.sets.get(value, 0)
            sure &= held
            maybe &= held | self._unstated.get(value, 0)
        return Passed(sure, maybe)


class AtOneVenue:
    """A group in which all chosen values must be found together, at one venue of the listing.

    Args:
        offered: for each set of values that some venue offers, the listings that have such a venue.
        values: the values that there are.
    """

    def __init__(self, offered: Mapping[frozenset[str], int], values: Sequence[str]) -> None:
        self._offered = offered
        self._together: dict[frozenset[str], int] = {}
        self.sets = {value: self._with(frozenset((value,))) for value in values}

    def passed(self, chosen: Iterable[str]) -> Passed:
        """Return what passes: what has a venue with all of the values."""
        sure = self._with(frozenset(chosen))
        return Passed(sure, sure)

    def counts(self, within: int, chosen: Collection[str]) -> Counts:
        """Return for each value how many of the listings ``within`` have it at a venue with the chosen ones."""
        return {value: (within & self._with(frozenset((*chosen, value)))).bit_count() for value in self.sets}

    def _with(self, values: frozenset[str]) -> int:
        # Families tick the same few: what was put together once is kept, at most one set for each set of values.
        found = self._together.get(values)
        if found is None:
            found = bits.union(held for offered, held in self._offered.items() if values <= offered)
            self._together[values] = found
        return found


class Week:
    """Days and times of day, two groups that mean one slot together: Saturday and evening is Saturday evening.

    Args:
        slots: for each slot of the week the listings that happen then.
        unstated: the listings that do not say when they happen.
    """

    def __init__(self, slots: Sets, unstated: int) -> None:
        self._slots = slots
        self._unstated = unstated
        self.days = {str(day): self._at((str(day),), ()) for day in Day}
        self.times = {str(part): self._at((), (str(part),)) for part in PartOfDay}

    def passed(self, days: Collection[str], times: Collection[str]) -> Passed:
        """Return what passes: what happens in a slot of one of the days and one of the times; no days are all days."""
        sure = self._at(days, times)
        return Passed(sure, sure | self._unstated)

    def count_days(self, within: int, times: Collection[str]) -> Counts:
        """Return for each day how many of the listings ``within`` happen on it, at one of the times."""
        return {day: (within & self._at((day,), times)).bit_count() for day in self.days}

    def count_times(self, within: int, days: Collection[str]) -> Counts:
        """Return for each time of day how many of the listings ``within`` happen at it, on one of the days."""
        return {time: (within & self._at(days, (time,))).bit_count() for time in self.times}

    def _at(self, days: Collection[str], times: Collection[str]) -> int:
        return bits.union(
            self._slots.get(slot, 0)
            for slot, (day, part) in SLOTS.items()
            if (not days or day in days) and (not times or part in times)
        )
