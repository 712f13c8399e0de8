"""Which listings it is time to ask about: by their review date, or because what they say of spaces is old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, selectinload

from localoffer.council import Freshness
from localoffer.days import months_after, months_before
from localoffer.db import bump, now
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import ListingStatus
from localoffer.working_days import day_of


def is_due(*, on: date, told: Freshness) -> ColumnElement[bool]:
    """Return the condition that a listing is to be checked on a day, and asking about it has not ended since."""
    ended = ProviderQuestion.ended_on
    old_spaces = Listing.spaces_stated_on <= months_before(on, told.spaces_months)
    stale = and_(Listing.spaces.is_not(None), or_(Listing.spaces_stated_on.is_(None), old_spaces))
    told_since = or_(and_(Listing.spaces_stated_on.is_(None), ended.is_not(None)), ended > Listing.spaces_stated_on)
    return or_(
        and_(Listing.review_due <= on, ~_asked(ended >= Listing.review_due)),
        and_(stale, ~_asked(told_since)),
    )


def to_ask(
    session: Session, *, on: date, told: Freshness, most: int, of: Organisation | Listing | None = None
) -> Sequence[Listing]:
    """Return the published listings to ask about on a day, those waiting longest first.

    With ``of`` it looks at one listing or one organisation alone. Left out is what an open link asks about already, and
    what has no address to ask at.
    """
    links = ProviderLink
    asking = and_(
        ProviderQuestion.ended_on.is_(None),
        ProviderQuestion.link_id.in_(
            select(links.id).where(links.ends_on >= on, links.revoked_on.is_(None), links.refused_on.is_(None))
        ),
    )
    wanted = (
        select(Listing)
        .where(Listing.status == ListingStatus.PUBLISHED, is_due(on=on, told=told), ~_asked(asking))
        .where(or_(Listing.email != "", Listing.organisation.has(Organisation.email != "")))
        .order_by(func.coalesce(Listing.review_due, Listing.spaces_stated_on), Listing.id)
    )
    if of is not None:
        wanted = wanted.where((Listing.id if isinstance(of, Listing) else Listing.organisation_id) == of.id)
    beside = (selectinload(Listing.organisation), selectinload(Listing.texts))
    return session.scalars(wanted.limit(most).options(*beside)).all()


def give_dates(session: Session, *, told: Freshness, most: int) -> int:
    """Give a review date to those published listings that have none, and return how many they were."""
    missing = select(Listing.id, Listing.checked_on, Listing.published_at, Listing.created_at).where(
        Listing.status == ListingStatus.PUBLISHED, Listing.review_due.is_(None)
    )
    days: dict[date, list[int]] = {}
    for row in session.execute(missing.order_by(Listing.id).limit(most)):
        since = row.checked_on or day_of(row.published_at or row.created_at)
        days.setdefault(months_after(since, told.review_months), []).append(row.id)
    for day, ids in days.items():
        session.execute(update(Listing).where(Listing.id.in_(ids)).values(review_due=day, changed_at=now()))
    if days:
        bump(session, "listings")
    return sum(len(ids) for ids in days.values())


def _asked(how: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ProviderQuestion.listing_id == Listing.id, how)
