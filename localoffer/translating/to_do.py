"""How much there is to do, kept until anything changes or a day is over, as the first page asks for it each time.

Of pages and listings, the two kinds that grow, the database counts. The other kinds are counted as the desk does.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.languages import ENGLISH
from localoffer.listings.models import Listing, ListingText
from localoffer.translating import desk, keeping
from localoffer.translating.sources import SOURCES
from localoffer.vocabulary import ListingStatus, ReviewState

_EXTENSION = "localoffer_translations_to_do"


def number(session: Session, languages: Sequence[str]) -> int:
    """Return how many translations are missing or behind."""
    kept: _Kept = current_app.extensions[_EXTENSION]
    return kept.number(session, languages)


def init_app(app: Flask) -> None:
    """Begin to keep what was counted."""
    app.extensions[_EXTENSION] = _Kept()


class _Kept:
    """How many there are, with what was true of the database when they were counted."""

    def __init__(self) -> None:
        self._last: tuple[object, int] = (None, 0)

    def number(self, session: Session, languages: Sequence[str]) -> int:
        """Return how many are missing or behind, counted anew where anything can be different."""
        # asked for first: what changes while it is counted is counted the next time
        now_is = (tuple(languages), keeping.state_of(session))
        was, number = self._last
        if was != now_is:
            number = desk.to_do(session, languages, [kind for kind in SOURCES if kind not in keeping.GROWING])
            number += session.execute(select(_growing(languages))).scalar_one()
            self._last = (now_is, number)
        return number


def _growing(languages: Sequence[str]) -> ColumnElement[int]:
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
