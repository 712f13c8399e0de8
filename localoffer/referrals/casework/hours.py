"""The year in which hours count, and how many of it are agreed for one child, whichever referral asked for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.referrals.casework.models import AgreedHours


@dataclass(frozen=True)
class HoursYear:
    """A year in which a child can have so many hours, by its first day."""

    begins: date

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.next.begins - timedelta(days=1)

    @property
    def next(self) -> HoursYear:
        """The year after it."""
        return HoursYear(self.begins.replace(year=self.begins.year + 1))


def year_of(day: date, *, first_month: int) -> HoursYear:
    """Return the year that a day is in, where years begin on the first of that month."""
    begins = date(day.year, first_month, 1)
    return HoursYear(begins if begins <= day else begins.replace(year=day.year - 1))


def agreed(session: Session, referral_ids: Collection[int]) -> Mapping[int, Mapping[date, int]]:
    """Return the hours that are agreed for referrals, by their ids and the first day of the year they count in."""
    found: dict[int, dict[date, int]] = {number: {} for number in referral_ids}
    for row in session.scalars(select(AgreedHours).where(AgreedHours.referral_id.in_(referral_ids))):
        found[row.referral_id][row.year_begins] = row.hours
    return found
