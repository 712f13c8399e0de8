"""What one row of a file, or one listing of a list, would become: what the preview shows and applying does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings.applying import content_of_version, faults_of, latest_version
from localoffer.listings.bulk.models import Outcome
from localoffer.listings.bulk.refusing import BadCell, Refused, refuse_all
from localoffer.listings.changing import problems
from localoffer.listings.content import WORD_FIELDS, ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus

COUNCIL = "council"
COMES_DOWN, GOES_OUT = "take_down_on", "publish_on"
"""The days that archiving takes away, as a row keeps them for undoing it."""
_LONGEST_NAME = 200
_MOST_REASONS = 50
_NO_WORDS = Words(name="")
_COLUMN_OF = {
    **{name: name for name in ("website", "email", "phone")},
    **{f"text.en.{name}": name if name != "cost" else "cost_words" for name in WORD_FIELDS},
    **{f"venues.{name}": f"place_{name}" for name in ("name", "address", "town")},
    "venues": "place_postcode",
    "age": "age_to",
}
"""The columns of a table by the fields that ``applying`` names."""


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
    source_said: dict[str, Any] | None = None
    organisation: dict[str, Any] | None = None
    archives: bool = False
    changed: list[str] = field(default_factory=list)
    reason: dict[str, Any] = field(default_factory=dict)


def refused(number: int, name: str, why: Refused, **where: object) -> Drafted:
    """Return a row that is refused, with every reason; ``where`` is the ``line`` of the feed."""
    first, *more = ({**one.as_json(), **where} for one in why.reasons[:_MOST_REASONS])
    return Drafted(number, name=name[:_LONGEST_NAME], reason={**first, "more": more} if more else first)


def drafted(
    number: int, content: ListingContent, listing: Listing | None, *, organisation: dict[str, Any] | None = None
) -> Drafted:
    """Return the row that makes a listing of content, or changes one to it.

    Args:
        listing: the one that is changed, with its versions; None for a new one.
        organisation: the one that is made first, which the content cannot name yet.

    Raises:
        Refused: when no listing can hold the content, or this one cannot be changed now; for all that is wrong.
    """
    content = content.in_order()
    english, missing = content.words.get("en", _NO_WORDS), problems(content)
    wrong = _wrong_with(content)
    row = Drafted(number, name=english.name[:_LONGEST_NAME], content=content.as_json(), organisation=organisation)
    row.reason = {"missing": missing} if missing else {}
    row.outcome = Outcome.NEW
    if listing is not None:
        row.changed = saved_last(listing).changed_fields(content)
        row.changed += ["organisation_key"] if organisation and "organisation_key" not in row.changed else []
        row.outcome = Outcome.CHANGED if row.changed else Outcome.UNCHANGED
        if row.changed and listing.status is ListingStatus.PUBLISHED:
            wrong += [BadCell("families_need", one, missing=one) for one in missing if one != "name"]
        wrong += locked(listing) if row.changed else []
        _begin_from(row, listing)
    refuse_all(wrong)
    return row


def _wrong_with(content: ListingContent) -> list[Refused]:
    """Return what stops any listing from holding content."""
    has_name = bool(content.words.get("en", _NO_WORDS).name)
    wrong: list[Refused] = [] if has_name else [BadCell("no_name", "name")]
    for fault in faults_of(content):
        column = _COLUMN_OF.get(fault.field, "")
        wrong.append(BadCell("no_room_for_it", column, value=fault.why if column else fault))
    return wrong


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
    refuse_all(locked(listing))
    return saved_last(listing)


def saved_last(listing: Listing) -> ListingContent:
    """Return what was saved last of a listing, archived or not: a row that says the same changes nothing."""
    return content_of_version(latest_version(listing)).in_order()


def locked(listing: Listing) -> list[Refused]:
    """Return what stops a listing from being changed now: that it is archived, or that somebody's change waits."""
    last = latest_version(listing)
    if listing.status is ListingStatus.ARCHIVED:
        return [Refused("archived")]
    if last.state.waits and (listing.status is ListingStatus.PUBLISHED or last.state != "draft"):
        return [Refused("somebody_waits")]
    return []


def archived(number: int, listing: Listing) -> Drafted:
    """Return the row that takes a listing away from families.

    Raises:
        Refused: when it is archived already, or somebody's change of it waits.
    """
    english = base_of(listing).words.get("en")
    row = Drafted(number, Outcome.CHANGED, english.name if english else listing.slug, archives=True)
    row.changed = ["status"]
    row.reason = days_of(listing)
    _begin_from(row, listing)
    return row


def days_of(listing: Listing) -> dict[str, Any]:
    """Return as a row keeps them the days on which a listing is to come down, and its draft to go out."""
    days = {COMES_DOWN: listing.take_down_on, GOES_OUT: latest_version(listing).publish_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def with_versions(session: Session, wanted: Collection[Any], *, by: Any) -> dict[Any, Listing]:
    """Return those of the listings that have one of the wanted values in a column, by it, with their versions."""
    asked = select(Listing).where(by.in_(wanted)).options(selectinload(Listing.versions), selectinload(Listing.texts))
    return {getattr(listing, by.key): listing for listing in session.scalars(asked)}


def _begin_from(row: Drafted, listing: Listing) -> None:
    row.listing_id, row.status_before = listing.id, listing.status
    row.based_on = latest_version(listing).number
