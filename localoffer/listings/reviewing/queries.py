"""Reading what waits: the shelves of the review queue, one listing with its versions, and the words of codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from localoffer.languages import ENGLISH
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing, ListingVersion, Organisation, Term
from localoffer.listings.reviewing.shelves import Shelf
from localoffer.listings.spoken import spoken_name
from localoffer.paging import in_range, pages_of
from localoffer.places.models import District
from localoffer.vocabulary import WAITING, ListingStatus, ReviewState

PER_PAGE = 25


@dataclass(frozen=True)
class ShelfPage:
    """One page of a shelf; each version has its listing loaded."""

    versions: Sequence[ListingVersion]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, PER_PAGE)


def shown(listing: Listing) -> ListingVersion | None:
    """Return the version that families see, None where they see none."""
    return next((version for version in listing.versions if version.state is ReviewState.PUBLISHED), None)


def unseen(listing: Listing) -> list[ListingVersion]:
    """Return the versions that are newer than what families see, all of them where they see none."""
    seen = shown(listing)
    return [version for version in listing.versions if seen is None or version.number > seen.number]


def counts(session: Session, more: Mapping[str, ColumnElement[int]], *, actor: str) -> dict[str, int]:
    """Return how much lies on each shelf, as somebody sees it, and whatever else is asked for, in one query."""
    asked = {str(shelf): count_of(shelf, actor=actor) for shelf in Shelf} | dict(more)
    row = session.execute(select(*(count.label(f"n{at}") for at, count in enumerate(asked.values())))).one()
    return dict(zip(asked, row, strict=True))


def count_of(shelf: Shelf, *, actor: str) -> ColumnElement[int]:
    """Return how much lies on a shelf, as a part of a larger query."""
    return on_shelf(shelf, actor=actor).with_only_columns(func.count(ListingVersion.id)).scalar_subquery()


def page_of(session: Session, *, shelf: Shelf, actor: str, page: int) -> ShelfPage:
    """Return one page of a shelf, what waits longest or is due first on top; a page past the end is the last one."""
    total = session.scalar(select(count_of(shelf, actor=actor))) or 0
    page = in_range(page, total=total, per_page=PER_PAGE)
    wanted = (
        on_shelf(shelf, actor=actor)
        .options(joinedload(ListingVersion.listing))
        .order_by(_ORDER[shelf], ListingVersion.id)
    )
    rows = session.scalars(wanted.offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all()
    return ShelfPage(rows, total, page)


def due(session: Session, on: date) -> Sequence[int]:
    """Return the ids of the listings of which something is put down for a day or before."""
    goes_out = select(ListingVersion.listing_id).where(
        ListingVersion.state.in_(WAITING), ListingVersion.publish_on <= on
    )
    wanted = select(Listing.id).where(or_(Listing.id.in_(goes_out), Listing.take_down_on <= on))
    return session.scalars(wanted.where(Listing.status != ListingStatus.ARCHIVED).order_by(Listing.id)).all()


def names_of(session: Session, contents: Collection[ListingContent]) -> dict[str, str]:
    """Return code → English words of the organisations, needs, kinds, districts and languages that contents name."""
    organisations = {content.organisation_key for content in contents if content.organisation_key}
    terms = {code for content in contents for code in (*content.needs, *content.kinds)}
    districts = {code for content in contents for code in content.districts}
    names = {code: spoken_name(code, ENGLISH) for content in contents for code in content.languages_spoken}
    if organisations:
        run_by = select(Organisation.key, Organisation.name).where(Organisation.key.in_(organisations))
        names |= {row.key: row.name for row in session.execute(run_by)}
    if terms:
        wanted = select(Term).where(Term.code.in_(terms)).options(joinedload(Term.texts))
        names |= {term.code: term.name("en") for term in session.scalars(wanted).unique()}
    if districts:
        found = session.scalars(
            select(District).where(District.slug.in_(districts)).options(joinedload(District.texts))
        )
        names |= {district.slug: district.name("en") for district in found.unique()}
    return names


def on_shelf(shelf: Shelf, *, actor: str) -> Select[ListingVersion]:
    """Return what lies on a shelf, as somebody sees it."""
    conditions: dict[Shelf, tuple[ColumnElement[bool], ...]] = {
        Shelf.TO_REVIEW: (ListingVersion.state == ReviewState.IN_REVIEW, ListingVersion.publish_on.is_(None)),
        Shelf.GIVEN_BACK: (
            ListingVersion.state == ReviewState.RETURNED,
            or_(ListingVersion.made_by == actor, ListingVersion.sent_by == actor),
        ),
        Shelf.MY_DRAFTS: (ListingVersion.state == ReviewState.DRAFT, ListingVersion.made_by == actor),
        Shelf.GOING_OUT: (ListingVersion.state.in_(WAITING), ListingVersion.publish_on.is_not(None)),
        # by the index on the day, not by the state of nearly every version
        Shelf.COMING_DOWN: (
            Listing.take_down_on > date.min,
            ListingVersion.number == Listing.version_number,
        ),
    }
    not_archived = Listing.status != ListingStatus.ARCHIVED
    return select(ListingVersion).join(ListingVersion.listing).where(*conditions[shelf], not_archived)


_ORDER = {
    Shelf.TO_REVIEW: ListingVersion.sent_at,
    Shelf.GIVEN_BACK: ListingVersion.decided_at,
    Shelf.MY_DRAFTS: ListingVersion.made_at.desc(),
    Shelf.GOING_OUT: ListingVersion.publish_on,
    Shelf.COMING_DOWN: Listing.take_down_on,
}
