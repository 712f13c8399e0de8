"""Services of the directory that the team names to a family whose form it did not accept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.referrals.deciding.models import Alternative
from localoffer.referrals.models import StageChange
from localoffer.vocabulary import ListingStatus

MOST = 6
_SHOWN = 8


def find(engine: Engine, *, words: str, district: str, needs: Collection[str], language: str, today: date) -> list[int]:
    """Return the ids of services that may help: those of the words, or else those for the district and the needs.

    Args:
        words: what a member of staff looks for, empty for what fits the family.
        district: the slug of the family's, empty where it is not known.
        needs: codes of the needs that the family named.
    """
    here = [district] if district else []
    if words:
        searches = (SearchCriteria.asking(words, district=here), SearchCriteria.asking(words))
    else:
        searches = (SearchCriteria.asking(district=here, need=needs), SearchCriteria.asking(district=here))
    found: dict[int, None] = {}
    for wanted in searches:
        if not wanted.is_empty and len(found) < _SHOWN:
            hits = engine.find(wanted, language=language, today=today).hits
            found |= dict.fromkeys(hit.listing_id for hit in hits)
    return list(found)[:_SHOWN]


def published(session: Session, ids: Sequence[int]) -> list[Listing]:
    """Return those of the listings that families see, in the order of the ids, with what names them."""
    wanted = select(Listing).where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
    rows = session.scalars(wanted.options(selectinload(Listing.texts), joinedload(Listing.organisation)))
    return sorted(rows.unique(), key=lambda listing: ids.index(listing.id))


def name(session: Session, change: StageChange, ids: Sequence[int]) -> None:
    """Write down which services a decision names, in their order."""
    session.add_all(
        Alternative(change_id=change.id, listing_id=listing_id, position=position)
        for position, listing_id in enumerate(ids)
    )
    session.flush()


def named(session: Session, change_id: int) -> list[Listing]:
    """Return the services that a decision names and that families still see, in order."""
    ids = select(Alternative.listing_id).where(Alternative.change_id == change_id).order_by(Alternative.position)
    found = session.scalars(ids).all()
    return published(session, found) if found else []
