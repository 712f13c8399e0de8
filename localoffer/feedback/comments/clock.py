"""The law's clock: comments and the council's response have to be published at least once a year.

It runs for each comment from the day it came, and stops when its theme is published with the council's answer, or when
it is kept out with a reason. Setting it aside, writing its published form or answering it by mail stops nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from localoffer.days import months_after, months_before

MONTHS = 12
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Clock:
    """How many comments wait to be published with an answer, how many of them are late or soon will be.

    ``first_due`` is the day by which the oldest of them is due, ``last_published`` the day of the last publication.
    """

    waiting: int
    late: int
    soon: int
    first_due: date | None
    last_published: date | None


def due_on(told_on: date) -> date:
    """Return the last day on which a comment can be published with its answer."""
    return months_after(told_on, MONTHS)


def first_due_from(day: date) -> date:
    """Return the first day of which the comments are due on that day or later."""
    first = months_before(day, MONTHS)
    # what came on 28 February is due before the 29th of the year after
    return first if due_on(first) >= day else first + timedelta(days=1)


def clock(came_on: Sequence[date], *, last_published: date | None, today: date) -> Clock:
    """Return how the clock stands.

    Args:
        came_on: the day of each comment for which it still runs.
    """
    due = sorted(due_on(day) for day in came_on)
    late = sum(day < today for day in due)
    soon = sum(today <= day <= today + SOON for day in due)
    return Clock(len(due), late, soon, due[0] if due else None, last_published)
