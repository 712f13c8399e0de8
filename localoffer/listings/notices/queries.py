"""Reading what listings say for a time, for the commissioners' screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow
from localoffer.listings.models import Listing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind

MOST = 200


def listing(session: Session, *, slug: str) -> Listing:
    """Return a listing with its texts, whatever its status.

    Raises:
        MissingRow: when there is none.
    """
    found = session.scalar(select(Listing).where(Listing.slug == slug).options(selectinload(Listing.texts)))
    if found is None:
        raise MissingRow(f"there is no listing {slug}")
    return found


def of(session: Session, *, listing: Listing) -> Sequence[ListingNotice]:
    """Return what a listing says, said and will say, what begins last first."""
    wanted = select(ListingNotice).where(ListingNotice.listing_id == listing.id)
    return session.scalars(wanted.order_by(ListingNotice.starts_on.desc(), ListingNotice.id.desc())).all()


def one(session: Session, *, listing: Listing, number: int) -> ListingNotice:
    """Return one thing that a listing says, or said; nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when this listing has none of that number.
    """
    wanted = select(ListingNotice).where(ListingNotice.id == number, ListingNotice.listing_id == listing.id)
    found = session.scalar(wanted.with_for_update())
    if found is None:
        raise MissingRow(f"the listing has no notice {number}")
    return found


def standing(session: Session, *, today: date) -> Sequence[ListingNotice]:
    """Return what has neither ended nor been taken down, with its listings: closures first, then by last day."""
    wanted = select(ListingNotice).where(_stands(today))
    order = (ListingNotice.kind, func.coalesce(ListingNotice.ends_on, date.max), ListingNotice.id)
    loaded = wanted.options(selectinload(ListingNotice.listing).selectinload(Listing.texts))
    return session.scalars(loaded.order_by(*order).limit(MOST)).all()


def number_closed(today: date) -> ScalarSelect[int]:
    """Return how many closures hold on a day, as a part of a query."""
    holds = and_(_stands(today), ListingNotice.kind == ForNowKind.CLOSED, ListingNotice.starts_on <= today)
    return select(func.count()).where(holds).scalar_subquery()


def _stands(today: date) -> ColumnElement[bool]:
    not_over = or_(ListingNotice.ends_on.is_(None), ListingNotice.ends_on >= today)
    return and_(ListingNotice.taken_down_at.is_(None), not_over)
