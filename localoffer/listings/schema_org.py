"""What search engines read of a listing beside what its page shows, in the words of schema.org."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.listings.models import Listing
from localoffer.vocabulary import SLOTS, Cost, Day
from localoffer.working_days import day_of

_DAYS = {
    Day.MONDAY: "Monday",
    Day.TUESDAY: "Tuesday",
    Day.WEDNESDAY: "Wednesday",
    Day.THURSDAY: "Thursday",
    Day.FRIDAY: "Friday",
    Day.SATURDAY: "Saturday",
    Day.SUNDAY: "Sunday",
}


@dataclass(frozen=True)
class SchemaOrg:
    """Ages, languages, days and dates as machines write them; what nobody stated is None or empty.

    ``changed_on`` and ``checked_on`` are ISO dates, ``days`` the names that schema.org gives to the days.
    """

    age_from: int | None
    age_to: int | None
    languages: tuple[str, ...]
    days: tuple[str, ...]
    is_free: bool
    changed_on: str
    checked_on: str


def schema_org(listing: Listing) -> SchemaOrg:
    """Return what search engines read of a listing."""
    held = {SLOTS[slot][0] for slot in listing.times if slot in SLOTS}
    return SchemaOrg(
        age_from=listing.age_from,
        age_to=listing.age_to,
        languages=tuple(listing.languages_spoken),
        days=tuple(name for day, name in _DAYS.items() if day in held),
        is_free=listing.cost is Cost.FREE,
        # a draft that waits moves "changed_at" too, and families see nothing of it
        changed_on=day_of(listing.published_at or listing.changed_at).isoformat(),
        checked_on=listing.checked_on.isoformat() if listing.checked_on else "",
    )
