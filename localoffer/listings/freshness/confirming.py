"""Saying that a listing is right as it stands: who checked it, and when it is to be checked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from localoffer.council import Freshness
from localoffer.days import months_after
from localoffer.db import bump, now
from localoffer.listings.changing import NotAllowed, hold, record
from localoffer.listings.models import Listing
from localoffer.vocabulary import Checker, ListingStatus, ReviewState


@dataclass(frozen=True)
class Check:
    """A check of a listing: by whom, on which day, and how often the county wants one."""

    by: Checker
    on: date
    told: Freshness

    def changes(self, *, spaces_stated: bool) -> dict[str, Any]:
        """Return the fields of a listing that a check changes; what is said of spaces is stated anew with it."""
        changed = {
            "checked_on": self.on,
            "checked_by": self.by,
            "review_due": months_after(self.on, self.told.review_months),
        }
        return changed | {"spaces_stated_on": self.on} if spaces_stated else changed


def confirm(session: Session, *, listing: Listing, check: Check, actor: str, audit_key: bytes) -> None:
    """Write down that what families see of a listing was found right, without a new version of it.

    What waits beside it learns of the check too, so that publishing that later neither takes it back nor shows it as a
    change.

    Raises:
        NotAllowed: when families do not see the listing.
    """
    hold(session, listing)
    if listing.status is not ListingStatus.PUBLISHED:
        raise NotAllowed("only what families see can be confirmed")
    changes = check.changes(spaces_stated=listing.spaces is not None)
    for name, value in changes.items():
        setattr(listing, name, value)
    for version in listing.versions:
        if version.state.waits or version.state is ReviewState.PUBLISHED:
            says_the_same = version.content["spaces"] == listing.spaces
            version.content = version.content | {
                name: str(value) for name, value in changes.items() if name != "spaces_stated_on" or says_the_same
            }
    listing.changed_at = now()
    session.flush()
    record(session, listing, "confirmed", actor, audit_key, by=check.by.value)
    bump(session, "listings")
