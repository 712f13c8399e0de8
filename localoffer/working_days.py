"""Working days, without weekends and bank holidays, and the day that it is in the county."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")


def day_of(at: datetime) -> date:
    """Return the day that it is in the county at a moment."""
    return at.astimezone(LONDON).date()


def answer_by(received_on: date, working_days: int) -> date:
    """Return the last day on which a promise is kept; the day of receiving is not counted.

    Bank holidays are those of England and Wales as the installed library knows them: no network is asked.
    """
    day = received_on
    for _ in range(working_days):
        day = _holidays().get_next_work_day(division=BankHolidays.ENGLAND_AND_WALES, date=day)
    return day


@cache
def _holidays() -> BankHolidays:
    return BankHolidays(use_cached_holidays=True)
