"""Reading what the check found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings.checks.models import Finding, WebCheck
from localoffer.listings.checks.vocabulary import FindingKind
from localoffer.listings.models import Listing
from localoffer.paging import in_range, pages_of
from localoffer.vocabulary import ListingStatus


@dataclass(frozen=True)
class FindingPage:
    """One page of findings, the newest first."""

    rows: Sequence[Finding]
    total: int
    page: int
    pages: int


def count(session: Session) -> dict[FindingKind, int]:
    """Return how many things are wrong with listings that are published still, by kind."""
    counted = select(Finding.kind, func.count().label("number")).join(Listing, Listing.id == Finding.listing_id)
    rows = session.execute(counted.where(Listing.status == ListingStatus.PUBLISHED).group_by(Finding.kind))
    return {row.kind: row.number for row in rows}


def last_asked(session: Session) -> datetime | None:
    """Return when the check last opened a web address, None where it never did."""
    return session.scalar(select(func.max(WebCheck.checked_at)))


def number() -> ScalarSelect[int]:
    """Return how many things are wrong with listings that are published still, as a part of a query."""
    counted = select(func.count(Finding.id)).join(Listing, Listing.id == Finding.listing_id)
    return counted.where(Listing.status == ListingStatus.PUBLISHED).scalar_subquery()


def page_of(session: Session, *, kind: FindingKind | None, page: int, per_page: int = 50) -> FindingPage:
    """Return one page of findings, of one kind or of all; a page past the end is the last one."""
    counted = count(session)
    total = sum(counted.values()) if kind is None else counted.get(kind, 0)
    page, pages = in_range(page, total=total, per_page=per_page), pages_of(total, per_page)
    wanted = select(Finding).join(Listing, Listing.id == Finding.listing_id)
    wanted = wanted.where(Listing.status == ListingStatus.PUBLISHED)
    if kind is not None:
        wanted = wanted.where(Finding.kind == kind)
    rows = session.scalars(
        wanted.order_by(Finding.found_on.desc(), Finding.listing_id, Finding.kind, Finding.about)
        .offset((page - 1) * per_page)
        .limit(per_page)
        .options(selectinload(Finding.listing).selectinload(Listing.texts))
    ).all()
    return FindingPage(rows, total, page, pages)
