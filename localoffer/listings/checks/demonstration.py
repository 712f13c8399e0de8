"""One thing that the check of listings would find, for the demonstration: its screen then has something to show."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.checks.models import Finding
from localoffer.listings.checks.vocabulary import FindingKind, WebFault
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus


def load(session: Session, *, today: date) -> bool:
    """Say of the first demonstration listing that its web page is gone, unless anything is found; return whether."""
    if session.scalar(select(Finding.id).limit(1)) is not None:
        return False
    made_up = (Listing.source == "demonstration", Listing.status == ListingStatus.PUBLISHED)
    listing = session.scalars(select(Listing).where(*made_up).order_by(Listing.id).limit(1)).first()
    if listing is None:
        return False
    about = listing.website or "https://example.org/gone"
    found_on = today - timedelta(days=2)
    session.add(
        Finding(listing_id=listing.id, kind=FindingKind.WEB, about=about, fault=WebFault.GONE, found_on=found_on)
    )
    return True
