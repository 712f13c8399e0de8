"""Reading listings."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, ScalarSelect, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from localoffer.db import MissingRow
from localoffer.languages import ENGLISH
from localoffer.listings import kept
from localoffer.listings.applying import content_of
from localoffer.listings.models import (
    Listing,
    ListingText,
    ListingVersion,
    ListingWayIn,
    Organisation,
    Synonym,
    Term,
    listing_districts,
)
from localoffer.paging import in_range, pages_of
from localoffer.places.models import District
from localoffer.vocabulary import WAITING, Coverage, ListingStatus, ReviewState, WayIn

__all__ = [
    "AdminFilter",
    "ListingPage",
    "content_of",
    "get",
    "get_by_uuid",
    "get_published",
    "get_to_edit",
    "ids_for_admin",
    "list_for_admin",
    "number_for_admin",
    "organisations",
    "published",
    "published_among",
    "published_ids",
    "synonyms",
    "terms",
]


@dataclass(frozen=True)
class AdminFilter:
    """What a commissioner's list of listings is narrowed to; empty means not narrowed.

    ``waiting`` leaves those with a draft that families do not see, ``overdue_on`` the published ones whose next check
    was due before that day, ``unchecked`` those of them that were never checked, and ``lacks`` those without a
    name in a language.
    """

    status: ListingStatus | None = None
    text: str = ""
    district: str = ""
    waiting: bool = False
    overdue_on: date | None = None
    unchecked: bool = False
    lacks: str = ""


@dataclass(frozen=True)
class ListingPage:
    """One page of listings. ``waiting`` says by id how far a saved version is that is not published."""

    listings: Sequence[Listing]
    waiting: Mapping[int, ReviewState]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.per_page)


def get_published(session: Session, *, slug: str) -> Listing:
    """Return a published listing with everything that its page shows.

    Raises:
        MissingRow: when there is none, or it is not published.
    """
    wanted = select(Listing).where(Listing.slug == slug, Listing.status == ListingStatus.PUBLISHED)
    return _one(session, wanted.options(*_everything()), slug)


def get(session: Session, *, slug: str) -> Listing:
    """Return a listing, whatever its status, with everything.

    Raises:
        MissingRow: when there is none.
    """
    return _one(session, select(Listing).where(Listing.slug == slug).options(*_everything()), slug)


def name_and_status(session: Session, *, slug: str) -> tuple[str, ListingStatus]:
    """Return what a listing is called in English, and how it stands, without reading all of it.

    Raises:
        MissingRow: when no listing has the address.
    """
    wanted = select(ListingText.name, Listing.status).join(Listing, Listing.id == ListingText.listing_id)
    row = session.execute(wanted.where(Listing.slug == slug, ListingText.language == ENGLISH.code)).one_or_none()
    if row is None:
        raise MissingRow("no listing has this address")
    name, status = row
    return name, status


def get_to_edit(session: Session, *, slug: str) -> Listing:
    """Return a listing, whatever its status, with its versions alone: its typed rows are loaded when asked for.

    Raises:
        MissingRow: when there is none.
    """
    return _one(session, select(Listing).where(Listing.slug == slug).options(selectinload(Listing.versions)), slug)


def get_by_uuid(session: Session, *, listing_uuid: uuid.UUID) -> Listing:
    """Return a listing, whatever its status, with everything.

    Raises:
        MissingRow: when there is none.
    """
    wanted = select(Listing).where(Listing.uuid == listing_uuid).options(*_everything())
    return _one(session, wanted, str(listing_uuid))


def published(session: Session) -> Sequence[Listing]:
    """Return every published listing by id, with everything that index and cards need: one query for each relation."""
    wanted = select(Listing).where(Listing.status == ListingStatus.PUBLISHED)
    return session.scalars(wanted.order_by(Listing.id).options(*_everything())).all()


def published_among(session: Session, *, ids: Collection[int]) -> dict[int, Listing]:
    """Return those of the listings that are published, by id, with everything that cards need."""
    wanted = select(Listing).where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
    rows = session.scalars(wanted.order_by(Listing.id).options(*_everything()))
    return {listing.id: listing for listing in rows}


def published_ids(session: Session, *, keys: Collection[str]) -> dict[str, int]:
    """Return the ids of those of the listings that are published, by the key that a family's list holds."""
    spans = [Listing.uuid.between(*kept.span(key)) for key in keys]
    wanted = select(Listing.uuid, Listing.id).where(or_(false(), *spans), Listing.status == ListingStatus.PUBLISHED)
    return {kept.key_of(row.uuid): row.id for row in session.execute(wanted)}


def id_to_ask_for_here(session: Session, *, slug: str) -> int | None:
    """Return the id of the published listing with this slug, None where families cannot refer themselves to it."""
    return session.scalar(_to_ask_for_here(slug))


def number_missing_to_ask_for_here(slug: str) -> ScalarSelect[int]:
    """Return 1 where ``id_to_ask_for_here`` would find none, 0 where it would find one, as a part of a query."""
    return select(case((_to_ask_for_here(slug).exists(), 0), else_=1)).scalar_subquery()


def _to_ask_for_here(slug: str) -> Select[int]:
    itself = select(ListingWayIn.listing_id).where(ListingWayIn.way_in == WayIn.REFER_YOURSELF)
    published = select(Listing.id).where(Listing.slug == slug, Listing.status == ListingStatus.PUBLISHED)
    return published.where(Listing.id.in_(itself))


def number_for_admin(wanted: AdminFilter) -> ScalarSelect[int]:
    """Return how many listings ``list_for_admin`` would list, as a part of a query."""
    return select(func.count()).select_from(_narrowed(select(Listing.id), wanted).subquery()).scalar_subquery()


def list_for_admin(
    session: Session, *, wanted: AdminFilter, page: int = 1, per_page: int = 25, whole: bool = False
) -> ListingPage:
    """Return one page of listings for commissioners, by English name; a page past the end is the last one.

    Args:
        whole: whether everything in them is read, and not their words and organisations alone.
    """
    chosen = _narrowed(select(Listing.id), wanted)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = in_range(page, total=total, per_page=per_page)
    # the names are walked in their index, and whole rows read of this page alone
    names = select(ListingText.listing_id).where(ListingText.language == "en")
    if wanted != AdminFilter():
        names = names.where(ListingText.listing_id.in_(chosen))
    in_order = names.order_by(func.lower(ListingText.name), ListingText.listing_id)
    ids = session.scalars(in_order.offset((page - 1) * per_page).limit(per_page)).all()
    of_page = select(Listing).where(Listing.id.in_(ids)).options(*(_everything() if whole else _NAMED))
    rows = sorted(session.scalars(of_page), key=lambda row: ids.index(row.id))
    return ListingPage(rows, _waiting(session, [row.id for row in rows]), total, page, per_page)


def ids_for_admin(session: Session, *, wanted: AdminFilter, most: int) -> list[int]:
    """Return the ids of the listings that ``list_for_admin`` would list, the oldest first, ``most`` at most."""
    chosen = _narrowed(select(Listing.id), wanted)
    return list(session.scalars(chosen.order_by(Listing.id).limit(most)))


def terms(session: Session, vocabulary: str) -> Sequence[Term]:
    """Return the terms of ``area``, ``need`` or ``kind`` in their order."""
    wanted = select(Term).where(Term.vocabulary == vocabulary).options(joinedload(Term.texts))
    return session.scalars(wanted.order_by(Term.position, Term.id)).unique().all()


def synonyms(session: Session) -> Sequence[Synonym]:
    """Return every synonym, by language and phrase."""
    wanted = select(Synonym).where(Synonym.removed_at.is_(None))
    return session.scalars(wanted.order_by(Synonym.language, Synonym.phrase)).all()


def organisations(session: Session) -> Sequence[Row[int, str, str]]:
    """Return ``id``, ``key`` and ``name`` of every organisation, by name."""
    named = select(Organisation.id, Organisation.key, Organisation.name)
    return session.execute(named.order_by(func.lower(Organisation.name), Organisation.id)).all()


def _one(session: Session, wanted: Select[Listing], asked: str) -> Listing:
    found = session.scalar(wanted)
    if found is None:
        raise MissingRow(f"there is no listing {asked}")
    return found


_NAMED = (selectinload(Listing.texts), selectinload(Listing.organisation))


def _everything() -> tuple[ORMOption, ...]:
    return (
        selectinload(Listing.organisation),
        selectinload(Listing.terms),
        selectinload(Listing.districts),
        selectinload(Listing.ways_in),
        selectinload(Listing.facts),
        selectinload(Listing.venues),
        selectinload(Listing.texts),
    )


def _narrowed(query: Select[int], wanted: AdminFilter) -> Select[int]:
    if wanted.status:
        query = query.where(Listing.status == wanted.status)
    if wanted.district:
        covered = select(listing_districts.c.listing_id).join(District).where(District.slug == wanted.district)
        query = query.where(or_(Listing.id.in_(covered), Listing.coverage == Coverage.COUNTY))
    if wanted.waiting:
        unseen = select(ListingVersion.listing_id).where(ListingVersion.state.in_(WAITING))
        query = query.where(Listing.id.in_(unseen), Listing.status != ListingStatus.ARCHIVED)
    if wanted.overdue_on:
        query = query.where(Listing.status == ListingStatus.PUBLISHED, Listing.review_due < wanted.overdue_on)
    if wanted.unchecked:
        query = query.where(Listing.status == ListingStatus.PUBLISHED, Listing.checked_on.is_(None))
    if wanted.lacks:
        there = Listing.texts.any(and_(ListingText.language == wanted.lacks, ListingText.name != ""))
        query = query.where(Listing.status == ListingStatus.PUBLISHED, ~there)
    for word in wanted.text.split():
        in_text = Listing.texts.any(
            or_(ListingText.name.icontains(word, autoescape=True), ListingText.summary.icontains(word, autoescape=True))
        )
        run_by = Listing.organisation.has(Organisation.name.icontains(word, autoescape=True))
        query = query.where(or_(in_text, run_by, Listing.slug.icontains(word, autoescape=True)))
    return query


def _waiting(session: Session, ids: list[int]) -> dict[int, ReviewState]:
    found = select(ListingVersion.listing_id, ListingVersion.state).where(
        ListingVersion.listing_id.in_(ids), ListingVersion.state.in_(WAITING)
    )
    return {row.listing_id: row.state for row in session.execute(found)}
