"""What districts are called; a name works in the caller's transaction, tells the audit, and the search follows."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow, now
from localoffer.listings.models import Listing, listing_districts
from localoffer.listings.terms.content import TermName
from localoffer.listings.terms.using import UsedBy, names, used_by
from localoffer.listings.terms.writing import ChangedMeanwhile, Writer
from localoffer.places.models import District, DistrictText


def get(session: Session, slug: str, *, to_write: bool = False) -> District:
    """Return a district; with ``to_write`` nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when there is none.
    """
    wanted = select(District).where(District.slug == slug)
    found = session.scalar(wanted.with_for_update() if to_write else wanted)
    if found is None:
        raise MissingRow(f"there is no district {slug}")
    return found


def names_of(district: District) -> dict[str, TermName]:
    """Return what a district is called, by language."""
    return {text.language: TermName(text.name) for text in district.texts}


def listings_of(session: Session) -> dict[int, int]:
    """Return how many listings name each district, by its id."""
    counted = select(listing_districts.c.district_id, func.count().label("listings"))
    rows = session.execute(counted.group_by(listing_districts.c.district_id))
    return {row.district_id: row.listings for row in rows}


def listings_in(session: Session, district: District) -> UsedBy:
    """Return the listings that name a district, and those with a saved version that waits and names it."""
    held = select(listing_districts.c.listing_id).where(listing_districts.c.district_id == district.id)
    return used_by(session, Listing.id.in_(held), waiting=names(district.slug))


def rename(
    session: Session, district: District, called: Mapping[str, TermName], *, seen_version: int, writer: Writer
) -> bool:
    """Give a district other names, and return whether anything is different.

    Raises:
        ChangedMeanwhile: when it is no longer the version that was shown.
    """
    if district.version != seen_version:
        raise ChangedMeanwhile
    if names_of(district) == called:
        return False
    held = {text.language: text for text in district.texts}
    rows = []
    for language, said in called.items():
        row = held.get(language) or DistrictText(language=language)
        row.name = said.name
        rows.append(row)
    district.texts, district.staff_changed_at = rows, now()
    district.version += 1
    writer.tell(session, "district.renamed", "district", district.slug)
    return True
