"""The hourly round: ask organisations about what is due, remind them, and tell the commissioners who does not answer.

Each mail is stored in a transaction of its own, so that a fault with one keeps no other from being written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, selectinload

from localoffer.council import REMINDERS
from localoffer.crypto import CannotOpen
from localoffer.db import Database
from localoffer.listings.freshness import due, links, refusals, sealing
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.queries import is_unanswered
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import ListingStatus

MOST = 500
_TOGETHER = timedelta(days=14)
_SITE = "system"
log = structlog.get_logger()


@dataclass(frozen=True)
class Report:
    """What a round did: links and reminders mailed, links given up, addresses found that take no mail."""

    asked: int
    reminded: int
    given_up: int
    refused: int


def run(database: Database, *, desk: Desk, most: int = MOST) -> Report:
    """Do one round; doing it again on the same day does nothing new.

    Args:
        most: how many listings are looked at in one round, so that no round is without end.
    """
    with database.transaction() as session:
        due.give_dates(session, told=desk.told, most=most)
        refused = refusals.note(session, keys=desk.keys, on=desk.on)
    given_up = _each(database, desk, _silent(database, desk, most), _give_up)
    reminded = _each(database, desk, _to_remind(database, desk, most), _remind)
    asked = 0
    with database.session(writes=False) as session:
        wanted = list(_together(due.to_ask(session, on=desk.on, told=desk.told, most=most)))
    for about in wanted:
        with database.transaction() as session:
            asked += _ask(session, about, desk)
    return Report(asked, reminded, given_up, refused)


@dataclass(frozen=True)
class _Group:
    """Listings that one mail asks about: those of an organisation, or one by itself."""

    organisation_id: int | None
    ids: tuple[int, ...]


def _together(listings: Iterable[Listing]) -> Iterator[_Group]:
    """Yield what is asked together: at an organisation's own address, all of it; at another one, that listing alone."""
    of_organisations: dict[int, list[int]] = {}
    for listing in listings:
        organisation = listing.organisation
        if organisation is not None and _is_its_own(listing, organisation):
            of_organisations.setdefault(organisation.id, []).append(listing.id)
        else:
            yield _Group(None, (listing.id,))
    yield from (_Group(number, tuple(ids)) for number, ids in of_organisations.items())


def _is_its_own(listing: Listing, organisation: Organisation) -> bool:
    return not listing.email or listing.email.casefold() == organisation.email.casefold()


def _ask(session: Session, group: _Group, desk: Desk) -> bool:
    wanted = _wanted(session, group, desk)
    if wanted is None or refusals.is_refused(session, sealing.address_hash(wanted.address, keys=desk.keys)):
        return False
    try:
        links.send(session, wanted, actor=_SITE, desk=desk)
    except ValueError:
        # an address that is none is found by the check of listings
        session.rollback()
        return False
    return True


def _wanted(session: Session, group: _Group, desk: Desk) -> Wanted | None:
    """Return the link for what is due, held for this transaction; None where another worker has asked meanwhile."""
    if group.organisation_id is None:
        listing = session.get_one(Listing, group.ids[0], with_for_update=True)
        still = due.to_ask(session, on=desk.on, told=desk.told, most=1, of=listing)
        return Wanted(listing, still, listing.email) if still else None
    organisation = session.get_one(Organisation, group.organisation_id, with_for_update=True)
    soon = due.to_ask(session, on=desk.on + _TOGETHER, told=desk.told, most=MOST, of=organisation)
    named = [one for one in soon if _is_its_own(one, organisation)]
    if not any(one.id in group.ids for one in named):
        return None
    its_listings = select(func.count()).select_from(Listing).where(Listing.organisation_id == organisation.id)
    has_one = session.scalar(its_listings.where(Listing.status == ListingStatus.PUBLISHED)) == 1
    return Wanted(named[0] if has_one else organisation, named, organisation.email)


def _silent(database: Database, desk: Desk, most: int) -> list[int]:
    return _links(database, desk, most, ProviderLink.mails > REMINDERS)


def _to_remind(database: Database, desk: Desk, most: int) -> list[int]:
    return _links(database, desk, most, ProviderLink.mails <= REMINDERS, ProviderLink.ends_on >= desk.on)


def _links(database: Database, desk: Desk, most: int, *conditions: ColumnElement[bool]) -> list[int]:
    """Return the links that nobody answered since their last mail, and whose next step is due."""
    waiting = exists().where(ProviderQuestion.link_id == ProviderLink.id, is_unanswered())
    wanted = select(ProviderLink.id).where(
        ProviderLink.mailed_on <= desk.on - timedelta(days=desk.told.days_between),
        *(ended.is_(None) for ended in (ProviderLink.given_up_on, ProviderLink.revoked_on, ProviderLink.refused_on)),
        waiting,
        *conditions,
    )
    with database.session(writes=False) as session:
        return list(session.scalars(wanted.order_by(ProviderLink.mailed_on, ProviderLink.id).limit(most)))


def _each(
    database: Database, desk: Desk, ids: Iterable[int], work: Callable[[Session, ProviderLink, Desk], None]
) -> int:
    done = 0
    for number in ids:
        try:
            with database.transaction() as session:
                link = session.get_one(ProviderLink, number, with_for_update=True)
                if link.is_ended or link.given_up_on is not None or link.mailed_on == desk.on:
                    continue
                work(session, link, desk)
            done += 1
        except CannotOpen:
            log.error("provider_link_not_opened", id=number)
    return done


def _remind(session: Session, link: ProviderLink, desk: Desk) -> None:
    wanted = select(Listing).join(ProviderQuestion, ProviderQuestion.listing_id == Listing.id)
    listings = session.scalars(
        wanted.where(ProviderQuestion.link_id == link.id, is_unanswered())
        .order_by(Listing.slug)
        .options(selectinload(Listing.texts))
    ).all()
    links.mail(session, link, listings, desk=desk)
    links.record(session, link, "reminded", _SITE, desk.keys, mails=link.mails)


def _give_up(session: Session, link: ProviderLink, desk: Desk) -> None:
    link.given_up_on = desk.on
    links.end_questions(link, desk.on)
    links.record(session, link, "unanswered", _SITE, desk.keys)
