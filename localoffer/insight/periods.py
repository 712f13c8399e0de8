"""The years that figures are of: whole ones, so that no two of them overlap and tell of what lies between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from localoffer.working_days import LONDON


@dataclass(frozen=True)
class Year:
    """A year from January to December, as the county's clocks show it."""

    number: int

    @property
    def first_day(self) -> date:
        return date(self.number, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.number, 12, 31)

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return [date(self.number, month, 1) for month in range(1, 13)]

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return midnight(self.first_day)

    @property
    def ends(self) -> datetime:
        """The first moment that is no longer in it."""
        return midnight(date(self.number + 1, 1, 1))

    def is_over(self, today: date) -> bool:
        """Return whether nothing can be added to it any more."""
        return self.last_day < today


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the county."""
    return datetime.combine(day, time(), tzinfo=LONDON)
