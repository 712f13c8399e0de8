"""When a page, or how a duty is met, should be looked at again."""

from __future__ import annotations

from datetime import date

from localoffer.days import months_after


def review_due(checked_on: date | None, months: int) -> date | None:
    """Return the day by which what was checked then should be looked at again; None where nobody ever did."""
    return months_after(checked_on, months) if checked_on else None


def is_past(day: date | None, today: date) -> bool:
    """Return whether a day has gone by; None never has."""
    return day is not None and day < today
