"""Writing listings: each saved state is a version, and publishing puts one of them before families.

Every function works in the caller's transaction, adds one entry to the audit, and tells the search index (by the change
number ``listings``) when what families see has changed. ``audit_key`` is ``KeyRing.audit``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, bump, now
from localoffer.listings.applying import apply, check, content_of_version, latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.slugs import free_slug
from localoffer.listings.terms.retired import in_todays_codes
from localoffer.vocabulary import Coverage, ListingStatus


class NotReady(Exception):
    """A listing cannot be published yet; ``problems`` holds the codes of the fields that are missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class NotAllowed(Exception):
    """A listing's status does not allow what was asked."""


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


def create(
    session: Session,
    *,
    content: ListingContent,
    actor: str,
    audit_key: bytes,
    slug: str | None = None,
    source: str = "council",
    source_reference: str | None = None,
) -> Listing:
    """Make a new listing as a draft and return it.

    Args:
        actor: who does it, as the audit names people: ``staff:<id>``, ``system`` or ``command``.
        slug: wanted for its address; made from the English name where None, numbered where it is taken.
        source: where it comes from, with ``source_reference`` for the record there.

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
        _add_version(listing, content, actor)
        apply(session, listing, content, number=1)
    session.add(listing)
    session.flush()
    _record(session, listing, "created", actor, audit_key, version=1)
    return listing


def save_draft(
    session: Session,
    *,
    listing: Listing,
    content: ListingContent,
    actor: str,
    audit_key: bytes,
    based_on: int | None = None,
) -> ListingVersion:
    """Keep new content as a version that waits, and return it; content like the last version's saves nothing new.

    Families see no change. A listing that was never published shows its draft to staff in its typed rows too.

    Args:
        based_on: the number of the version that the change began from; None asks nobody.

    Raises:
        SavedMeanwhile: when the listing has a newer version than ``based_on``.
        ValueError: naming a code in ``content`` that does not exist.
    """
    content = in_todays_codes(session, content)
    last = latest_version(listing)
    if based_on is not None and last.number != based_on:
        raise SavedMeanwhile(f"version {last.number} is newer than {based_on}")
    changed = content_of_version(last).changed_fields(content)
    if not changed:
        return last
    with session.no_autoflush:
        check(session, content)
        version = _add_version(listing, content, actor)
        if listing.published_at is None:
            apply(session, listing, content, number=version.number)
    listing.changed_at = version.made_at
    session.flush()
    _record(session, listing, "saved", actor, audit_key, version=version.number, changed=changed)
    return version


def publish(
    session: Session, *, listing: Listing, actor: str, audit_key: bytes, number: int | None = None
) -> ListingVersion:
    """Put a version before families, the last one where no ``number`` is given, and return it.

    Raises:
        MissingRow: when the listing has no version of that number.
        NotAllowed: when the listing is archived; it is restored first.
        NotReady: when something that families need is missing.
        ValueError: naming a code that no longer exists.
    """
    version = _version(listing, number)
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("an archived listing is restored before it is published")
    content = in_todays_codes(session, content_of_version(version))
    if missing := problems(content):
        raise NotReady(missing)
    with session.no_autoflush:
        apply(session, listing, content, number=version.number)
    version.published_at = listing.published_at = listing.changed_at = now()
    listing.status = ListingStatus.PUBLISHED
    session.flush()
    _record(session, listing, "published", actor, audit_key, version=version.number)
    bump(session, "listings")
    return version


def archive(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> None:
    """Take a listing away from families and out of the daily work; nothing of it is lost.

    Raises:
        NotAllowed: when it is archived already.
    """
    if listing.status is ListingStatus.ARCHIVED:
        raise NotAllowed("the listing is archived already")
    was_seen = listing.status is ListingStatus.PUBLISHED
    listing.status, listing.changed_at = ListingStatus.ARCHIVED, now()
    session.flush()
    _record(session, listing, "archived", actor, audit_key)
    if was_seen:
        bump(session, "listings")


def restore(session: Session, *, listing: Listing, actor: str, audit_key: bytes) -> None:
    """Bring an archived listing back as a draft.

    Raises:
        NotAllowed: when it is not archived.
    """
    if listing.status is not ListingStatus.ARCHIVED:
        raise NotAllowed("only an archived listing can be restored")
    listing.status, listing.changed_at = ListingStatus.DRAFT, now()
    session.flush()
    _record(session, listing, "restored", actor, audit_key)


def _version(listing: Listing, number: int | None) -> ListingVersion:
    if number is None:
        return latest_version(listing)
    for version in listing.versions:
        if version.number == number:
            return version
    raise MissingRow(f"listing {listing.uuid} has no version {number}")


def _add_version(listing: Listing, content: ListingContent, actor: str) -> ListingVersion:
    number = latest_version(listing).number + 1 if listing.versions else 1
    version = ListingVersion(number=number, content=content.as_json(), made_by=actor, made_at=now())
    listing.versions.append(version)
    return version


def _record(session: Session, listing: Listing, done: str, actor: str, audit_key: bytes, **details: Any) -> None:
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=f"listing.{done}",
        subject="listing",
        subject_id=str(listing.uuid),
        details=details,
    )
