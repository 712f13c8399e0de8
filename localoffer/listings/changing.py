"""What every change of a listing does: hold it, add a version, ask for a state or give it one, tell the audit.

Those that give a state ask the database nothing, so that a change of thousands of listings does the same as one of one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from localoffer import audit
from localoffer.db import now
from localoffer.listings.applying import latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing, ListingVersion
from localoffer.vocabulary import Coverage, ListingStatus, ReviewState


class NotReady(Exception):
    """A listing cannot be published yet; ``problems`` holds the codes of the fields that are missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class NotAllowed(Exception):
    """A listing's state does not allow what was asked; the message says why."""


class SavedMeanwhile(Exception):
    """Somebody else saved the listing since the version that this change began from."""


def problems(content: ListingContent) -> list[str]:
    """Return the codes of the fields that must be filled before content can be published, in the order of the form."""
    english = content.words.get("en") or Words(name="")
    missing = {
        "name": not english.name,
        "summary": not english.summary,
        "kinds": not content.kinds,
        "ways_in": not content.ways_in,
        "districts": content.coverage is Coverage.DISTRICTS and not content.districts,
    }
    return [field for field, is_missing in missing.items() if is_missing]


def hold(session: Session, listing: Listing) -> None:
    """Let whoever else changes the listing at this moment finish first, and see what they saved."""
    session.flush()
    session.refresh(listing, ["status", "version_number", "take_down_on"], with_for_update=True)
    wanted = select(ListingVersion).where(ListingVersion.listing_id == listing.id).order_by(ListingVersion.number)
    versions = session.scalars(wanted.execution_options(populate_existing=True)).all()
    set_committed_value(listing, "versions", list(versions))


def add_version(
    listing: Listing, content: ListingContent, actor: str, *, source_said: ListingContent | None = None
) -> ListingVersion:
    """Add a draft to a listing, and return it; ``source_said`` is what its source said, where it is made of that."""
    number = latest_version(listing).number + 1 if listing.versions else 1
    version = ListingVersion(
        number=number,
        state=ReviewState.DRAFT,
        content=content.as_json(),
        source_said=source_said.as_json() if source_said is not None else None,
        made_by=actor,
        made_at=now(),
    )
    listing.versions.append(version)
    return version


def draft_is_held(listing: Listing) -> bool:
    """Return whether the typed rows hold what was saved last: where families see nothing, not what was archived."""
    return listing.status is ListingStatus.DRAFT or listing.published_at is None


def need(listing: Listing, *states: ReviewState) -> ListingVersion:
    """Return the last version, which is in one of some states.

    Raises:
        NotAllowed: when it is in another.
    """
    last = latest_version(listing)
    if last.state not in states:
        raise NotAllowed(f"nothing is {' or '.join(states)}")
    return last


def put_aside(version: ListingVersion) -> None:
    """Let a newer version take the place of one that waits, if it does."""
    if version.state.waits:
        version.state, version.publish_on = ReviewState.REPLACED, None


def ask_for_review(version: ListingVersion, actor: str) -> None:
    """Let a version wait for whoever may publish."""
    version.state, version.sent_by, version.sent_at = ReviewState.IN_REVIEW, actor, now()


def decide(version: ListingVersion, state: ReviewState, actor: str) -> None:
    """Write down what became of a version, and who decided it; it goes nowhere by itself any more."""
    version.state, version.publish_on = state, None
    version.decided_by, version.decided_at = actor, now()


def show(listing: Listing, version: ListingVersion, actor: str) -> None:
    """Put a version, which the typed rows hold, before families in place of what they saw."""
    _hide_shown(listing)
    decide(version, ReviewState.PUBLISHED, actor)
    version.published_at = listing.published_at = listing.changed_at = now()
    listing.status = ListingStatus.PUBLISHED


def take_away(listing: Listing) -> bool:
    """Put a listing into the archive, and return whether families saw it; what waits goes nowhere by itself."""
    was_seen = listing.status is ListingStatus.PUBLISHED
    _hide_shown(listing)
    last = latest_version(listing)
    if last.state.waits:
        last.state, last.publish_on = ReviewState.DRAFT, None
    listing.status, listing.take_down_on, listing.changed_at = ListingStatus.ARCHIVED, None, now()
    return was_seen


def _hide_shown(listing: Listing) -> None:
    for version in listing.versions:
        if version.state is ReviewState.PUBLISHED:
            version.state = ReviewState.REPLACED


def record(session: Session, listing: Listing, done: str, actor: str, audit_key: bytes, **details: Any) -> None:
    """Add to the audit what was done to a listing."""
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=f"listing.{done}",
        subject="listing",
        subject_id=str(listing.uuid),
        details=details,
    )
