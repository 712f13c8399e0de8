"""Writing listings: each saved state is a version, and publishing puts one of them before families.

The published version stays as it is while a later one waits: as a draft, in review, or given back with a reason.
Every function works in the caller's transaction, adds one entry to the audit, and tells the search index (by the change
number ``listings``) when what families see has changed. ``audit_key`` is ``KeyRing.audit``; ``actor`` is who does it,
as the audit names people: ``staff:<id>``, ``provider:<link>``, ``system`` or ``command``.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from localoffer.db import MissingRow, bump, now
from localoffer.listings.applying import apply, check, content_of_version, latest_version
from localoffer.listings.changing import (
    NotAllowed,
    NotReady,
    SavedMeanwhile,
    add_version,
    draft_is_held,
    hold,
    problems,
    put_aside,
    record,
    show,
    take_away,
)
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.deciding import send_for_review
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.slugs import free_slug
from localoffer.listings.terms.retired import in_todays_codes
from localoffer.vocabulary import ListingStatus, ReviewState

__all__ = [
    "NotAllowed",
    "NotReady",
    "SavedMeanwhile",
    "archive",
    "bring_back_version",
    "create",
    "problems",
    "publish",
    "restore",
    "save_draft",
    "submit",
    "take_down_on",
]


def create(
    session: Session,
    *,
    content: ListingContent,
    actor: str,
    audit_key: bytes,
    slug: str | None = None,
    source: str = "council",
    source_reference: str | None = None,
    source_said: ListingContent | None = None,
) -> Listing:
    """Make a new listing as a draft and return it.

    Args:
        slug: wanted for its address; made from the English name where None, numbered where it is taken.
        source: where it comes from, with ``source_reference`` for the record there and ``source_said`` for what that
            says.

    Raises:
        ValueError: naming a code in ``content`` that does not exist.
    """
    content = in_todays_codes(session, content)
    english = content.words.get("en") or Words(name="")
    made = now()
    with session.no_autoflush:
        listing = Listing(
            slug=free_slug(session, slug or english.name),
            source=source,
            source_reference=source_reference,
            created_at=made,
            changed_at=made,
        )
        add_version(listing, content, actor, source_said=source_said)
        apply(session, listing, content, number=1)
    session.add(listing)
    session.flush()
    record(session, listing, "created", actor, audit_key, version=1)
    return listing


def save_draft(
    session: Session,
    *,
    listing: Listing,
    content: ListingContent,
    actor: str,
    audit_key: bytes,
    based_on: int | None = None,
    source_said: ListingContent | None = None,
) -> ListingVersion:
    """Keep new content as a version that waits, and return it; content like the last version's saves nothing new.

    Families see no change. A listing that is itself a draft shows this one to staff in its typed rows too.

    Args:
        based_on: the number of the version that the change began from; None asks nobody.
        source_said: what the source of the listing says, where the change is made of that.

    Raises:
        SavedMeanwhile: when the listing has a newer version than ``based_on``.
        ValueError: naming a code in ``content`` that does not exist.
    """
    hold(session, listing)
    content = in_todays_codes(session, content)
    last = latest_version(listing)
    if based_on is not None and last.number != based_on:
        raise SavedMeanwhile(f"version {last.number} is newer than {based_on}")
    changed = content_of_version(last).changed_fields(content)
    if not changed:
        return last
    with session.no_autoflush:
        check(session, content)
        put_aside(last)
        version = add_version(listing, content, actor, source_said=source_said)
        if draft_is_held(listing):
            apply(session, listing, content, number=version.number)
    listing.changed_at = version.made_at
    session.flush()
    record(session, listing, "saved", actor, audit_key, version=version.number, changed=changed)
    return version


def submit(
    session: Session,
    *,
    listing: Listing,
    content: ListingContent,
    actor: str,
    audit_key: bytes,
    based_on: int | None = None,
) -> ListingVersion:
    """Keep new content as a version that waits for review, and return it; what families see already waits for nothing.

    Raises:
        NotAllowed: when the listing is archived.
        SavedMeanwhile, ValueError: as ``save_draft`` does.
    """
    version = save_draft(session, listing=listing, content=content, actor=actor, audit_key=audit_key, based_on=based_on)
    if version.state not in (ReviewState.DRAFT, ReviewState.RETURNED):
        return version
    return send_for_review(session, listing=listing, actor=actor, audit_key=audit_key)


def bring_back_version(
    session: Session, *, listing: Listing, number: int, actor: str, audit_key: bytes, based_on: int | None = None
) -> ListingVersion:
    """Make what an earlier version held the draft, and return that.

    Raises:
        MissingRow: when there is no such version.
        SavedMeanwhile: as ``save_draft`` does.
        ValueError: naming a code that no longer exists.
    """
    content = content_of_version(_version(listing, number))
    return save_draft(session, listing=listing, content=content, actor=actor, audit_key=audit_key, based_on=based_on)


def publish(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> ListingVersion:
    """Put what waits before families in place of what they saw, and return it; what they see already stays as it is.

    Raises:
        NotAllowed: when the listing is archived; it is restored first.
        NotReady: when something that families need is missing.
        ValueError: naming a code that no longer exists.
    """
    hold(session, listing)
    version = latest_version(listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("an archived listing is restored before it is published")
    if version.state is ReviewState.PUBLISHED:
        return version
    content = in_todays_codes(session, content_of_version(version))
    if missing := problems(content):
        raise NotReady(missing)
    with session.no_autoflush:
        apply(session, listing, content, number=version.number)
        show(listing, version, actor)
    session.flush()
    record(session, listing, "published", actor, audit_key, version=version.number)
    bump(session, "listings")
    return version


def take_down_on(session: Session, *, listing: Listing, on: date | None, actor: str, audit_key: bytes) -> None:
    """Let a listing leave families by itself on a day, or (``None``) no longer.

    Raises:
        NotAllowed: when it is archived already.
    """
    hold(session, listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("the listing is archived already")
    listing.take_down_on = on
    session.flush()
    record(session, listing, "taking_down", actor, audit_key, on=on.isoformat() if on else "")


def archive(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> None:
    """Take a listing away from families and out of the daily work; nothing of it is lost.

    Raises:
        NotAllowed: when it is archived already.
    """
    hold(session, listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("the listing is archived already")
    was_seen = take_away(listing)
    session.flush()
    record(session, listing, "archived", actor, audit_key)
    if was_seen:
        bump(session, "listings")


def restore(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> None:
    """Bring an archived listing back: what was saved of it last is a draft, and in its typed rows.

    Raises:
        NotAllowed: when it is not archived.
        ValueError: naming a code that no longer exists.
    """
    hold(session, listing)
    if listing.status is not ListingStatus.ARCHIVED:
        raise NotAllowed("only an archived listing can be restored")
    last = latest_version(listing)
    last.state = ReviewState.DRAFT
    listing.status, listing.changed_at = ListingStatus.DRAFT, now()
    if listing.version_number != last.number:
        with session.no_autoflush:
            apply(session, listing, in_todays_codes(session, content_of_version(last)), number=last.number)
    session.flush()
    record(session, listing, "restored", actor, audit_key)


def _version(listing: Listing, number: int) -> ListingVersion:
    for version in listing.versions:
        if version.number == number:
            return version
    raise MissingRow(f"listing {listing.uuid} has no version {number}")
