"""What is wrong with the published listings, from what the database holds and the web last answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings.checks.models import Finding, WebCheck
from localoffer.listings.checks.vocabulary import FindingKind, MissingFact, WebFault
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import ListingStatus

_CHUNK = 500


class Found(NamedTuple):
    """One thing that is wrong: with which listing, and what."""

    listing_id: int
    kind: FindingKind
    about: str
    fault: WebFault | None = None


def listings(session: Session) -> Iterator[Listing]:
    """Yield the published listings with what the check looks at."""
    wanted = select(Listing).where(Listing.status == ListingStatus.PUBLISHED).order_by(Listing.id)
    beside = (selectinload(Listing.organisation), selectinload(Listing.terms))
    yield from session.scalars(wanted.options(*beside).execution_options(yield_per=_CHUNK))


def addresses_of(listing: Listing) -> set[str]:
    """Return the web addresses that families see on a listing."""
    organisation = listing.organisation
    return {address for address in (listing.website, organisation.website if organisation else "") if address}


def found(session: Session, *, refused: Collection[str]) -> Iterator[Found]:
    """Yield everything that is wrong.

    Args:
        refused: the mail addresses that take no mail, in small letters.
    """
    faults = {
        row.address: row.fault
        for row in session.execute(select(WebCheck.address, WebCheck.fault).where(WebCheck.fault.is_not(None)))
    }
    for listing in listings(session):
        yield from _web(listing, faults)
        yield from _mail(listing, refused)
        yield from (Found(listing.id, FindingKind.MISSING, fact.value) for fact in missing(listing))


def missing(listing: Listing) -> list[MissingFact]:
    """Return what families need to know and a listing does not say."""
    organisation = listing.organisation
    ways = [listing.phone, listing.email, listing.website]
    ways += [organisation.phone, organisation.email, organisation.website] if organisation else []
    holds = {
        MissingFact.CONTACT: any(ways),
        MissingFact.NEEDS: listing.any_need or bool(listing.needs),
        MissingFact.AGES: listing.age_from is not None or listing.age_to is not None,
        MissingFact.COST: listing.cost is not None,
        MissingFact.ASSESSMENT: listing.assessment_needed is not None,
        MissingFact.CHECKED: listing.checked_on is not None,
    }
    return [fact for fact, is_said in holds.items() if not is_said]


def store_refused(session: Session, address: str, *, on: date) -> None:
    """Store at once that an address takes no mail, for every published listing on which families see it."""
    plain = address.casefold()
    shown_by = Listing.organisation.has(func.lower(Organisation.email) == plain)
    wanted = select(Listing).where(or_(func.lower(Listing.email) == plain, shown_by))
    for listing in session.scalars(wanted.where(Listing.status == ListingStatus.PUBLISHED)):
        for one in _mail(listing, {plain}):
            same = (Finding.listing_id == one.listing_id, Finding.kind == one.kind, Finding.about == one.about)
            if not session.scalar(select(exists().where(*same))):
                session.add(Finding(listing_id=one.listing_id, kind=one.kind, about=one.about, found_on=on))


def _web(listing: Listing, faults: Mapping[str, WebFault | None]) -> Iterator[Found]:
    for address in sorted(addresses_of(listing)):
        if fault := faults.get(address):
            yield Found(listing.id, FindingKind.WEB, address, fault)


def _mail(listing: Listing, refused: Collection[str]) -> Iterator[Found]:
    organisation = listing.organisation
    told = {listing.email, organisation.email if organisation else ""} - {""}
    yield from (Found(listing.id, FindingKind.MAIL, one) for one in sorted(told) if one.casefold() in refused)
