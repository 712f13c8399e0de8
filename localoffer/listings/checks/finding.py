"""What is wrong with the published listings, from what the database holds and the web last answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings.checks.models import WebCheck
from localoffer.listings.checks.vocabulary import FindingKind, MissingFact, WebFault
from localoffer.listings.models import Listing
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


def _web(listing: Listing, faults: Mapping[str, WebFault | None]) -> Iterator[Found]:
    for address in sorted(addresses_of(listing)):
        if fault := faults.get(address):
            yield Found(listing.id, FindingKind.WEB, address, fault)


def _mail(listing: Listing, refused: Collection[str]) -> Iterator[Found]:
    organisation = listing.organisation
    told = {listing.email, organisation.email if organisation else ""} - {""}
    yield from (Found(listing.id, FindingKind.MAIL, one) for one in sorted(told) if one.casefold() in refused)
