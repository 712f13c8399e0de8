"""How much there is to do, as a part of a query: the first page asks for it each time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.languages import ENGLISH
from localoffer.listings.models import Listing, ListingText
from localoffer.vocabulary import ListingStatus, ReviewState


def number(languages: Sequence[str]) -> ColumnElement[int]:
    """Return how many translations of pages and listings, the two kinds that grow, are missing or behind."""
    wanted = len(languages)
    return wanted * _pages() - _pages_up_to_date(languages) + wanted * _listings() - _listings_up_to_date(languages)


def _pages() -> ColumnElement[int]:
    seen = and_(GuidePage.archived_at.is_(None), GuideVersion.state == ReviewState.PUBLISHED)
    found = select(func.count(GuideVersion.id)).join(GuideVersion.page)
    return found.where(seen, GuideVersion.language == ENGLISH.code).scalar_subquery()


def _pages_up_to_date(languages: Sequence[str]) -> ColumnElement[int]:
    english = aliased(GuideVersion)
    of_it = and_(
        english.page_id == GuideVersion.page_id,
        english.language == ENGLISH.code,
        english.state == ReviewState.PUBLISHED,
        english.number <= GuideVersion.english_number,
    )
    found = select(func.count(GuideVersion.id)).join(GuideVersion.page).join(english, of_it)
    return found.where(
        GuidePage.archived_at.is_(None),
        GuideVersion.state == ReviewState.PUBLISHED,
        GuideVersion.language.in_(languages),
    ).scalar_subquery()


def _listings() -> ColumnElement[int]:
    return select(func.count(Listing.id)).where(Listing.status == ListingStatus.PUBLISHED).scalar_subquery()


def _listings_up_to_date(languages: Sequence[str]) -> ColumnElement[int]:
    english = aliased(ListingText)
    of_it = and_(
        english.listing_id == ListingText.listing_id,
        english.language == ENGLISH.code,
        english.english_digest == ListingText.english_digest,
    )
    found = select(func.count(ListingText.listing_id)).join(Listing).join(english, of_it)
    return found.where(Listing.status == ListingStatus.PUBLISHED, ListingText.language.in_(languages)).scalar_subquery()
