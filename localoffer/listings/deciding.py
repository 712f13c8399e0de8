"""Reviewing listings: what waits is sent to somebody else, who publishes it, on a day, or gives it back with a reason.

Every function works in the caller's transaction and adds one entry to the audit, as those of ``publishing`` do.
Families see no change by any of them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.listings.applying import content_of_version
from localoffer.listings.changing import (
    NotAllowed,
    NotReady,
    add_version,
    ask_for_review,
    decide,
    hold,
    need,
    problems,
    record,
)
from localoffer.listings.models import Listing, ListingVersion
from localoffer.vocabulary import WAITING, ListingStatus, ReviewState


def send_for_review(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> ListingVersion:
    """Ask whoever may publish to look at the draft, and return it.

    Raises:
        NotAllowed: when no draft waits, or the listing is archived.
    """
    hold(session, listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("an archived listing is restored before it is reviewed")
    draft = need(listing, ReviewState.DRAFT, ReviewState.RETURNED)
    ask_for_review(draft, actor)
    session.flush()
    record(session, listing, "sent_for_review", actor, audit_key, version=draft.number)
    return draft


def take_back(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> ListingVersion:
    """Make what waits for review a draft again, and return it.

    Raises:
        NotAllowed: when none is in review.
    """
    hold(session, listing)
    draft = need(listing, ReviewState.IN_REVIEW)
    draft.state, draft.publish_on = ReviewState.DRAFT, None
    session.flush()
    record(session, listing, "taken_back", actor, audit_key, version=draft.number)
    return draft


def give_back(session: Session, *, listing: Listing, reason: str, actor: str, audit_key: bytes) -> ListingVersion:
    """Give what waits for review back to whoever wrote it, saying why, and return it.

    Raises:
        NotAllowed: when none is in review.
        ValueError: when no reason is given.
    """
    if not reason.strip():
        raise ValueError("whoever wrote it needs a reason")
    hold(session, listing)
    draft = need(listing, ReviewState.IN_REVIEW)
    draft.reason = reason.strip()
    decide(draft, ReviewState.RETURNED, actor)
    session.flush()
    record(session, listing, "given_back", actor, audit_key, version=draft.number)
    return draft


def schedule(session: Session, *, listing: Listing, on: date | None, actor: str, audit_key: bytes) -> ListingVersion:
    """Let what waits be published by itself on a day, or (``None``) no longer, and return it.

    Raises:
        NotAllowed: when nothing waits, or the listing is archived.
        NotReady: when something that families need is missing.
    """
    hold(session, listing)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("an archived listing is restored before it is published")
    draft = need(listing, *WAITING)
    if on is not None and (missing := problems(content_of_version(draft))):
        raise NotReady(missing)
    draft.publish_on, draft.decided_by, draft.decided_at = on, actor, now()
    session.flush()
    told = on.isoformat() if on else ""
    record(session, listing, "scheduled", actor, audit_key, version=draft.number, on=told)
    return draft


def throw_away(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> ListingVersion:
    """Put what waits aside, so that the next change begins from what families see, and return the version of that.

    Raises:
        NotAllowed: when nothing waits, or families see nothing to go on from.
    """
    hold(session, listing)
    need(listing, *WAITING)
    shown = next((one for one in listing.versions if one.state is ReviewState.PUBLISHED), None)
    if shown is None:
        raise NotAllowed("families see nothing to go on from")
    again = add_version(listing, content_of_version(shown), actor)
    for earlier in listing.versions:
        earlier.state, earlier.publish_on = ReviewState.REPLACED, None
    # it is before families by whoever published it, not by whoever put the draft aside
    again.state, again.decided_by, again.decided_at = ReviewState.PUBLISHED, shown.decided_by, shown.decided_at
    again.published_at, listing.version_number = shown.published_at, again.number
    session.flush()
    record(session, listing, "thrown_away", actor, audit_key, version=again.number)
    return again
