"""The towns and villages that families name, from the places where listings happen."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.listings.models import Listing, Venue, listing_districts
from localoffer.places.models import District, Postcode
from localoffer.vocabulary import ListingStatus


@dataclass(frozen=True)
class Town:
    """A town or village of the county and the districts that it is in, the one with most of its venues first."""

    name: str
    districts: tuple[str, ...]


def read_towns(session: Session) -> tuple[Town, ...]:
    """Return the towns of the published listings' venues, by name.

    The district is that of the venue's postcode. A venue whose postcode nobody knows stands in the district of its
    listing where that serves one only. A town outside the county is no town of ours.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    rows = session.execute(
        select(Venue.listing_id, Venue.town, Postcode.postcode, District.slug)
        .join(Listing, Listing.id == Venue.listing_id)
        .join(Postcode, Postcode.postcode == func.replace(Venue.postcode, " ", ""), isouter=True)
        .join(District, District.id == Postcode.district_id, isouter=True)
        .where(Listing.status == ListingStatus.PUBLISHED, Venue.town != "")
    )
    unplaced: list[tuple[int, str]] = []
    for listing_id, town, postcode, slug in rows:
        if slug is not None:
            seen[town][slug] += 1
        elif postcode is None:
            unplaced.append((listing_id, town))
    only = _only_districts(session) if unplaced else {}
    for listing_id, town in unplaced:
        if listing_id in only:
            seen[town][only[listing_id]] += 1
    return tuple(Town(name, _in_order(found)) for name, found in sorted(seen.items()))


def _in_order(found: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda slug: (-found[slug], slug)))


def _only_districts(session: Session) -> dict[int, str]:
    """Return the district of each listing that serves one only."""
    rows = session.execute(
        select(listing_districts.c.listing_id, func.min(District.slug))
        .join(District, District.id == listing_districts.c.district_id)
        .group_by(listing_districts.c.listing_id)
        .having(func.count() == 1)
    )
    return {row[0]: row[1] for row in rows}
