"""The year in which hours count, and how many of it are agreed for one child, whichever referral asked for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.referrals import children, sealing
from localoffer.referrals.models import Referral


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


def in_year(referral: Referral, begins: date) -> int:
    """Return how many hours are agreed for a referral in the year that begins on that day."""
    return sum(one.hours for one in referral.hours if one.year_begins == begins)


def about_the_same(referral: Referral, others: Iterable[Referral], *, keys: KeyRing) -> list[Referral]:
    """Return those of other referrals that are about the same child.

    Args:
        others: referrals that agree in last name and date of birth. Twins do too, so first names are compared.
    """
    name = _first_name(referral, keys)
    return [one for one in others if name and _first_name(one, keys) == name]


def _first_name(referral: Referral, keys: KeyRing) -> str:
    try:
        return children.letters(sealing.open_summary(referral, keys=keys).first_name)
    except CannotOpen:
        return ""
