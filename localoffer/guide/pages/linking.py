"""What links and embeds can lead to now, as the database has it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.pages.book import read
from localoffer.guide.pages.checking import Known
from localoffer.listings.models import Listing
from localoffer.listings.search.reading import Known as Filters
from localoffer.vocabulary import ListingStatus

__all__ = ["Known", "known"]


def known(session: Session, filters: Filters) -> Known:
    """Return it; ``filters`` are the codes of each group of filters (``Engine.known``)."""
    held = read(session, ())
    published = select(Listing.slug).where(Listing.status == ListingStatus.PUBLISHED)
    return Known(
        pages={slug: page.headings for slug, page in held.pages.items()},
        parts=held.parts.keys(),
        listings=frozenset(session.scalars(published)),
        filters=filters,
    )
