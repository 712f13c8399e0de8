"""Days as the county's people count them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from localoffer.db import now
from localoffer.working_days import day_of


def today() -> date:
    """Return the day that it is in the county."""
    return day_of(now())


def months_before(day: date, months: int) -> date:
    """Return the same day that many months before; the last of its month where that has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later; the last of its month where that has no such day."""
    return months_before(day, -months)
