"""Changing a place for every listing that happens there: each gets a new version, and nothing else of it changes.

Each function works in the caller's transaction. What waits for review goes on waiting, with the place changed in it.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.listings import publishing
from localoffer.listings.applying import apply, content_of_version, latest_version
from localoffer.listings.changing import NotReady, add_version, draft_is_held, hold
from localoffer.listings.content import ListingContent, Place
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.terms.writing import ChangedMeanwhile, Writer
from localoffer.listings.venues import places
from localoffer.listings.venues.places import Key, Shared, key_of
from localoffer.vocabulary import ListingStatus, ReviewState

Changed = Callable[[ListingContent], ListingContent]


def change(session: Session, shared: Shared, place: Place, *, seen: str, writer: Writer) -> int:
    """Give a place other details in all its listings, and return how many those are.

    Args:
        seen: the ``version`` that was shown to whoever changes it.

    Raises:
        ChangedMeanwhile: when it is no longer what was shown.
        ValueError: naming a detail that no row can hold.
    """
    if seen != shared.version:
        raise ChangedMeanwhile
    if place == shared.place and not shared.differs:
        return 0
    return _bring(session, shared, place, "place.changed", writer)


def merge(session: Session, shared: Shared, into: Shared, *, seen: str, writer: Writer) -> int:
    """Let all listings of a place happen at another one, and return how many those are.

    Raises:
        ChangedMeanwhile: when the place is no longer what was shown (``seen``).
        ValueError: when they are the same.
    """
    if seen != shared.version:
        raise ChangedMeanwhile
    if shared.key == into.key:
        raise ValueError("only two places can become one")
    return _bring(session, shared, into.place, "place.merged", writer)


def remove(session: Session, shared: Shared, *, seen: str, writer: Writer) -> int:
    """Take a place off all its listings, and return how many those are.

    Raises:
        ChangedMeanwhile: when it is no longer what was shown (``seen``).
    """
    if seen != shared.version:
        raise ChangedMeanwhile
    return _bring(session, shared, None, "place.removed", writer)


def _bring(session: Session, shared: Shared, place: Place | None, action: str, writer: Writer) -> int:
    def changed(content: ListingContent) -> ListingContent:
        return _with(content, shared.key, place)

    found = places.listings_at(session, shared.key)
    for listing in found:
        _bring_listing(session, listing, changed, writer)
    writer.tell(session, action, "place", str(shared.number), {"listings": len(found)})
    return len(found)


def _with(content: ListingContent, key: Key, place: Place | None) -> ListingContent:
    """Return content with another place in place of one, each place once."""
    venues = (place if key_of(venue) == key else venue for venue in content.venues)
    return content.with_changes(venues=tuple({key_of(venue): venue for venue in venues if venue}.values()))


def _bring_listing(session: Session, listing: Listing, changed: Changed, writer: Writer) -> None:
    hold(session, listing)
    last = latest_version(listing)
    if last.state is ReviewState.PUBLISHED:
        _publish(session, listing, changed(content_of_version(last)), writer)
        return
    shown = next((version for version in listing.versions if version.state is ReviewState.PUBLISHED), None)
    if shown is not None and listing.status is ListingStatus.PUBLISHED:
        _change_shown(session, listing, shown, changed)
    _save_again(session, listing, last, changed, writer)


def _publish(session: Session, listing: Listing, content: ListingContent, writer: Writer) -> None:
    publishing.save_draft(session, listing=listing, content=content, actor=writer.actor, audit_key=writer.audit_key)
    try:
        publishing.publish(session, listing=listing, actor=writer.actor, audit_key=writer.audit_key)
    except NotReady:
        # something that families need was never filled in: the draft waits until somebody does
        return


def _change_shown(session: Session, listing: Listing, shown: ListingVersion, changed: Changed) -> None:
    """Change what families see while another version waits: that one is newer, and must not go before it."""
    content = changed(content_of_version(shown))
    shown.content = content.as_json()
    with session.no_autoflush:
        apply(session, listing, content, number=shown.number)
    listing.changed_at = now()


def _save_again(session: Session, listing: Listing, last: ListingVersion, changed: Changed, writer: Writer) -> None:
    """Let what waits go on waiting as a newer version, so that whoever edits it meanwhile sees the change."""
    before = content_of_version(last)
    content = changed(before)
    if content == before:
        return
    with session.no_autoflush:
        version = add_version(listing, content, writer.actor)
        version.state, version.publish_on, version.reason = last.state, last.publish_on, last.reason
        version.sent_by, version.sent_at = last.sent_by, last.sent_at
        version.decided_by, version.decided_at = last.decided_by, last.decided_at
        last.state, last.publish_on = ReviewState.REPLACED, None
        if draft_is_held(listing):
            apply(session, listing, content, number=version.number)
    listing.changed_at = version.made_at
    session.flush()
