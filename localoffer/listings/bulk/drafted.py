"""What one row of a file, or one listing of a list, would become: what the preview shows and applying does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings.applying import check_values, content_of_version, latest_version
from localoffer.listings.bulk.models import Outcome
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.changing import problems
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus

COUNCIL = "council"
COMES_DOWN = "take_down_on"
_LONGEST_NAME = 200


@dataclass
class Drafted:
    """One row of the preview; its fields are those of ``models.BulkRow``."""

    number: int
    outcome: Outcome = Outcome.REFUSED
    name: str = ""
    source: str = COUNCIL
    reference: str | None = None
    listing_id: int | None = None
    based_on: int | None = None
    status_before: ListingStatus | None = None
    content: dict[str, Any] | None = None
    organisation: dict[str, Any] | None = None
    archives: bool = False
    changed: list[str] = field(default_factory=list)
    reason: dict[str, Any] = field(default_factory=dict)


def refused(number: int, name: str, why: Refused, **where: object) -> Drafted:
    """Return a row that is refused; ``where`` is the ``cell`` of the sheet or the ``line`` of the feed."""
    return Drafted(number, name=name[:_LONGEST_NAME], reason={**why.as_json(), **where})


def drafted(
    number: int, content: ListingContent, listing: Listing | None, *, organisation: dict[str, Any] | None = None
) -> Drafted:
    """Return the row that makes a listing of content, or changes one to it.

    Args:
        listing: the one that is changed, with its versions; None for a new one.
        organisation: the one that is made first, which the content cannot name yet.

    Raises:
        Refused: when no listing can hold the content, or this one cannot be changed now.
    """
    content = content.in_order()
    english = content.words.get("en")
    if english is None or not english.name:
        raise Refused("no_name")
    try:
        check_values(content)
    except ValueError as fault:
        raise Refused("no_room_for_it", value=str(fault)) from fault
    row = Drafted(number, name=english.name[:_LONGEST_NAME], content=content.as_json(), organisation=organisation)
    missing = problems(content)
    row.reason = {"missing": missing} if missing else {}
    if listing is None:
        row.outcome = Outcome.NEW
        return row
    before = saved_last(listing)
    if listing.status is ListingStatus.PUBLISHED and missing:
        raise Refused("families_need", missing=", ".join(missing))
    row.changed = before.changed_fields(content)
    row.changed += ["organisation_key"] if organisation and "organisation_key" not in row.changed else []
    row.outcome = Outcome.CHANGED if row.changed else Outcome.UNCHANGED
    if row.changed:
        _need_free(listing)
    _begin_from(row, listing)
    return row


def unchanged(number: int, name: str, listing: Listing) -> Drafted:
    """Return the row that changes nothing of a listing."""
    row = Drafted(number, Outcome.UNCHANGED, name[:_LONGEST_NAME])
    _begin_from(row, listing)
    return row


def base_of(listing: Listing) -> ListingContent:
    """Return what a change of a listing begins from: what was saved last.

    Raises:
        Refused: when the listing is archived, or somebody's change of it waits.
    """
    _need_free(listing)
    return saved_last(listing)


def saved_last(listing: Listing) -> ListingContent:
    """Return what was saved last of a listing, archived or not: a row that says the same changes nothing."""
    return content_of_version(latest_version(listing)).in_order()


def _need_free(listing: Listing) -> None:
    last = latest_version(listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise Refused("archived")
    if last.state.waits and (listing.status is ListingStatus.PUBLISHED or last.state != "draft"):
        raise Refused("somebody_waits")


def archived(number: int, listing: Listing) -> Drafted:
    """Return the row that takes a listing away from families.

    Raises:
        Refused: when it is archived already, or somebody's change of it waits.
    """
    english = base_of(listing).words.get("en")
    row = Drafted(number, Outcome.CHANGED, english.name if english else listing.slug, archives=True)
    row.changed = ["status"]
    row.reason = comes_down(listing)
    _begin_from(row, listing)
    return row


def comes_down(listing: Listing) -> dict[str, Any]:
    """Return as a row keeps it the day on which a listing is to come down, which archiving takes away."""
    return {COMES_DOWN: listing.take_down_on.isoformat()} if listing.take_down_on else {}


def with_versions(session: Session, wanted: Collection[Any], *, by: Any) -> dict[Any, Listing]:
    """Return those of the listings that have one of the wanted values in a column, by it, with their versions."""
    asked = select(Listing).where(by.in_(wanted)).options(selectinload(Listing.versions), selectinload(Listing.texts))
    return {getattr(listing, by.key): listing for listing in session.scalars(asked)}


def _begin_from(row: Drafted, listing: Listing) -> None:
    row.listing_id, row.status_before = listing.id, listing.status
    row.based_on = latest_version(listing).number
