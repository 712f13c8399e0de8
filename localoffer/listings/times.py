"""When in the week a listing happens: the slots that a session touches, and slots as families read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import time
from itertools import pairwise

from localoffer.languages import current, format_list, gettext, lazy_gettext
from localoffer.vocabulary import SLOTS, Day, PartOfDay

_BEGINS = {PartOfDay.MORNING: time(0), PartOfDay.AFTERNOON: time(12), PartOfDay.EVENING: time(17)}
_SHORTEST_RUN = 3
# within a sentence, where the titles of the vocabulary stand alone
_PARTS = {
    PartOfDay.MORNING: lazy_gettext("morning"),
    PartOfDay.AFTERNOON: lazy_gettext("afternoon"),
    PartOfDay.EVENING: lazy_gettext("evening"),
}


def slots_of_session(day: Day, opens: time, closes: time | None = None) -> list[str]:
    """Return the slots that a session touches: of one that says no end, the slot in which it begins.

    A session that ends when the next part begins does not touch that part; one that ends at midnight or after it is
    said to end with its day.
    """
    begun = [part for part, begins in _BEGINS.items() if begins <= opens]
    if closes is None:
        later = []
    elif closes <= opens:
        later = [part for part, begins in _BEGINS.items() if begins > opens]
    else:
        later = [part for part, begins in _BEGINS.items() if opens < begins < closes]
    return [f"{day}-{part}" for part in (begun[-1], *later)]


def in_words(slots: Collection[str]) -> list[str]:
    """Return slots as lines in the current language: ``Monday to Friday: morning and afternoon``."""
    days_by_parts: dict[tuple[PartOfDay, ...], list[Day]] = {}
    for day in Day:
        parts = tuple(part for code, (its_day, part) in SLOTS.items() if its_day is day and code in slots)
        if parts:
            days_by_parts.setdefault(parts, []).append(day)
    lines = [
        gettext("%(days)s: %(parts)s", days=_days(days), parts=format_list([str(_PARTS[part]) for part in parts]))
        for parts, days in days_by_parts.items()
    ]
    return [line[:1].upper() + line[1:] for line in lines]


def slot_name(slot: str) -> str:
    """Return one slot in the current language: ``Saturday morning``."""
    day, part = SLOTS[slot]
    return gettext("%(day)s %(part)s", day=_name(day), part=_PARTS[part])


def _days(days: Sequence[Day]) -> str:
    """Return days as a family would say them; three or more in a row by the first and the last."""
    if len(days) == len(Day):
        return gettext("Every day")
    said: list[str] = []
    for run in _runs(days):
        names = [_name(day) for day in run]
        said += (
            [gettext("%(first)s to %(last)s", first=names[0], last=names[-1])] if len(run) >= _SHORTEST_RUN else names
        )
    return format_list(said)


def _runs(days: Sequence[Day]) -> Iterable[list[Day]]:
    order = list(Day)
    run = [days[0]]
    for before, day in pairwise(days):
        if order.index(day) - order.index(before) > 1:
            yield run
            run = []
        run.append(day)
    yield run


def _name(day: Day) -> str:
    """Return a day's name as it is written within a sentence: Polish has no capital there."""
    return str(current().locale.days["stand-alone"]["wide"][list(Day).index(day)])
