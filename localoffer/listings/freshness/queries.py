"""Reading links: for whoever opens one, and for the commissioners' list."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from localoffer.db import MissingRow
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.vocabulary import LinkState, ProviderAnswer
from localoffer.listings.models import Listing, ListingVersion
from localoffer.paging import in_range, pages_of
from localoffer.vocabulary import ListingStatus, ReviewState

_NEEDS_A_PERSON = (ProviderAnswer.CLOSED, ProviderAnswer.PAUSED)


@dataclass(frozen=True)
class LinkPage:
    """One page of links, that which was sent last first."""

    links: Sequence[ProviderLink]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class KeptPage:
    """One page of the listings that a link opens, by name, and how many there are."""

    listings: Sequence[Listing]
    total: int
    page: int
    pages: int


def link_of(session: Session, named: uuid.UUID | None) -> ProviderLink:
    """Return a link with its questions.

    Raises:
        MissingRow: when there is none.
    """
    wanted = select(ProviderLink).where(ProviderLink.uuid == named)
    beside = (selectinload(ProviderLink.questions), selectinload(ProviderLink.organisation))
    found = session.scalar(wanted.options(*beside)) if named else None
    if found is None:
        raise MissingRow("there is no such link")
    return found


def kept_by(session: Session, link: ProviderLink, *, page: int = 1, per_page: int = 50) -> KeptPage:
    """Return one page of the published listings that a link opens, those that were asked about first."""
    wanted = select(Listing.id).where(_opened_by(link))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page, pages = in_range(page, total=total, per_page=per_page), pages_of(total, per_page)
    asked = [question.listing_id for question in link.questions if question.asked_on is not None]
    rows = session.scalars(
        select(Listing)
        .where(Listing.id.in_(wanted))
        .order_by(Listing.id.in_(asked).desc(), Listing.slug)
        .offset((page - 1) * per_page)
        .limit(per_page)
        .options(selectinload(Listing.texts))
    )
    return KeptPage(rows.all(), total, page, pages)


def to_ask_about(session: Session, *, slug: str) -> Listing:
    """Return a published listing with its words and its organisation.

    Raises:
        MissingRow: when there is none, or it is not published.
    """
    wanted = select(Listing).where(Listing.slug == slug, Listing.status == ListingStatus.PUBLISHED)
    found = session.scalar(wanted.options(selectinload(Listing.organisation), selectinload(Listing.texts)))
    if found is None:
        raise MissingRow("there is no such listing")
    return found


def kept_together(session: Session, listing: Listing) -> Sequence[Listing]:
    """Return the published listings of the organisation of a listing, by address; none where it has none."""
    if listing.organisation_id is None:
        return []
    wanted = select(Listing).where(
        Listing.organisation_id == listing.organisation_id, Listing.status == ListingStatus.PUBLISHED
    )
    return session.scalars(wanted.order_by(Listing.slug).options(selectinload(Listing.texts))).all()


def opens(session: Session, link: ProviderLink, listing: Listing) -> bool:
    """Return whether a link opens a listing: a published one, that it was made for or whose organisation it was."""
    return bool(session.scalar(select(exists().where(Listing.id == listing.id, _opened_by(link)))))


def given_back(session: Session, link: ProviderLink) -> frozenset[int]:
    """Return the ids of the listings whose changes, sent by a link, somebody gave back and nobody took up since."""
    returned = and_(
        ListingVersion.listing_id == ProviderQuestion.listing_id,
        ListingVersion.state == ReviewState.RETURNED,
        # a place that changed for all its listings makes a newer version of it
        ListingVersion.number >= ProviderQuestion.version_number,
    )
    wanted = select(ProviderQuestion.listing_id).join(ListingVersion, returned)
    return frozenset(session.scalars(wanted.where(ProviderQuestion.link_id == link.id)))


def is_unanswered() -> ColumnElement[bool]:
    """Return the condition that a question waits: families see its listing, and nobody has checked that since."""
    unchecked = or_(Listing.checked_on.is_(None), Listing.checked_on < ProviderQuestion.asked_on)
    return and_(ProviderQuestion.asked_on.is_not(None), ProviderQuestion.answer.is_(None), _is_seen(unchecked))


def is_to_do() -> ColumnElement[bool]:
    """Return the condition that a commissioner should deal with an answer."""
    asks = or_(ProviderQuestion.answer.in_(_NEEDS_A_PERSON), ProviderQuestion.sealed_words.is_not(None))
    return and_(asks, ProviderQuestion.settled_on.is_(None), _is_seen())


def number_of(state: LinkState, *, on: date) -> ColumnElement[int]:
    """Return the expression of how many links stand in a state."""
    return select(func.count()).select_from(ProviderLink).where(_stands(state, on)).scalar_subquery()


def count(session: Session, *, on: date) -> dict[LinkState, int]:
    """Return how many links stand in each of the states that the list can be narrowed to."""
    numbers = session.execute(select(*(number_of(state, on=on) for state in LinkState))).one()
    return dict(zip(LinkState, numbers, strict=True))


def page_of(session: Session, *, state: LinkState | None, on: date, page: int, per_page: int = 25) -> LinkPage:
    """Return one page of links, of one state or of all; a page past the end is the last one."""
    wanted: Select[tuple[int]] = select(ProviderLink.id)
    if state is not None:
        wanted = wanted.where(_stands(state, on))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page, pages = in_range(page, total=total, per_page=per_page), pages_of(total, per_page)
    rows = session.scalars(
        select(ProviderLink)
        .where(ProviderLink.id.in_(wanted))
        .order_by(ProviderLink.mailed_on.desc(), ProviderLink.id.desc())
        .offset((page - 1) * per_page)
        .limit(per_page)
        .options(*_everything())
    )
    return LinkPage(rows.all(), total, page, pages)


def link_for_staff(session: Session, named: uuid.UUID) -> ProviderLink:
    """Return a link with all that its page shows.

    Raises:
        MissingRow: when there is none.
    """
    found = session.scalar(select(ProviderLink).where(ProviderLink.uuid == named).options(*_everything()))
    if found is None:
        raise MissingRow("there is no such link")
    return found


def question_of(session: Session, named: uuid.UUID) -> ProviderQuestion:
    """Return one question, held for this transaction.

    Raises:
        MissingRow: when there is none.
    """
    found = session.scalar(select(ProviderQuestion).where(ProviderQuestion.uuid == named).with_for_update())
    if found is None:
        raise MissingRow("there is no such question")
    return found


def _everything() -> tuple[ORMOption, ...]:
    asked = selectinload(ProviderLink.questions).joinedload(ProviderQuestion.listing)
    return (
        joinedload(ProviderLink.organisation),
        joinedload(ProviderLink.listing).joinedload(Listing.organisation),
        asked.selectinload(Listing.texts),
    )


def _opened_by(link: ProviderLink) -> ColumnElement[bool]:
    if link.organisation_id is not None:
        made_for = Listing.organisation_id == link.organisation_id
    else:
        made_for = Listing.id == link.listing_id
    return and_(Listing.status == ListingStatus.PUBLISHED, made_for)


def _stands(state: LinkState, on: date) -> ColumnElement[bool]:
    has_unanswered = _has(is_unanswered())
    over = or_(ProviderLink.revoked_on.is_not(None), ProviderLink.refused_on.is_not(None), ProviderLink.ends_on < on)
    told: dict[LinkState, ColumnElement[bool]] = {
        LinkState.TO_DO: _has(is_to_do()),
        LinkState.SILENT: and_(ProviderLink.given_up_on.is_not(None), has_unanswered),
        LinkState.WAITING: and_(ProviderLink.given_up_on.is_(None), ~over, has_unanswered),
        LinkState.ANSWERED: _has(ProviderQuestion.answer.is_not(None)),
        LinkState.ENDED: and_(ProviderLink.given_up_on.is_(None), over, has_unanswered),
    }
    return told[state]


def _is_seen(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that families see the listing of a question, and it meets these."""
    its_own = Listing.id == ProviderQuestion.listing_id
    return exists().where(its_own, Listing.status == ListingStatus.PUBLISHED, *conditions).correlate(ProviderQuestion)


def _has(what: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ProviderQuestion.link_id == ProviderLink.id, what)
