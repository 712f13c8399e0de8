"""Bringing a listing to what a file says of it, without undoing what a commissioner did in between."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.listings import publishing
from localoffer.listings.applying import content_of_version, latest_version, said_last
from localoffer.listings.content import ListingContent
from localoffer.listings.merging import merged
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.terms.organisations import Details, details_of, give
from localoffer.listings.terms.retired import in_todays_codes, organisation_key
from localoffer.listings.terms.writing import Writer
from localoffer.vocabulary import ListingStatus


class Outcome(StrEnum):
    """What became of one entry of a file. ``WAITING``: saved, and a commissioner decides whether families see it."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WAITING = "waiting"


class Stored(NamedTuple):
    """An organisation as it is now, and the details that it had before; None of a new one."""

    row: Organisation
    before: Details | None


def listings_from(session: Session, source: str, references: Collection[str]) -> dict[str, Listing]:
    """Return those listings of a source that have one of the references, by it, ready to be written to."""
    wanted = select(Listing).where(Listing.source == source, Listing.source_reference.in_(references))
    rows = session.scalars(
        wanted.options(
            selectinload(Listing.versions),
            selectinload(Listing.terms),
            selectinload(Listing.districts),
            selectinload(Listing.ways_in),
            selectinload(Listing.facts),
            selectinload(Listing.venues),
            selectinload(Listing.texts),
        )
    )
    return {str(row.source_reference): row for row in rows}


def store_organisation(
    session: Session,
    *,
    source: str,
    key: str,
    name: str,
    description: str = "",
    shown_by: Writer | None = None,
    **contact: str,
) -> Stored:
    """Make the organisation that a file names, or bring it to what the file says.

    What staff changed stays as it is, and one that became part of another is that one.

    Args:
        shown_by: who lets families see at once what the file says; without it, an organisation that is there already
            stays as it is, because nobody reviews its name and how to reach it.
        contact: ``website``, ``email`` and ``phone``.

    Raises:
        ValueError: when the key belongs to another source.
    """
    details = Details(name, description, *(contact.get(field) or "" for field in ("website", "email", "phone")))
    wanted = select(Organisation).where(Organisation.key == organisation_key(session, key))
    if shown_by is not None:
        # whoever changes it on the screens at this moment finishes first, and is seen
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(wanted)
    if row is None:
        row = Organisation(source=source, key=key, **asdict(details))
        session.add(row)
        session.flush()
        return Stored(row, None)
    before = details_of(row)
    if row.staff_changed_at is not None:
        return Stored(row, before)
    if row.source != source:
        raise ValueError(f"organisation: {key} is taken by the source {row.source}")
    if shown_by is not None:
        give(session, row, details, writer=shown_by)
    return Stored(row, before)


def add(
    session: Session,
    *,
    content: ListingContent,
    publish: bool,
    source: str,
    reference: str,
    actor: str,
    audit_key: bytes,
    slug: str | None = None,
) -> Listing:
    """Make the listing of an entry that is new, and publish it where ``publish`` asks for it and nothing is missing.

    Raises:
        ValueError: naming a code that does not exist.
    """
    listing = publishing.create(
        session,
        content=content,
        slug=slug,
        source=source,
        source_reference=reference,
        source_said=content,
        actor=actor,
        audit_key=audit_key,
    )
    if publish and not publishing.problems(content):
        publishing.publish(session, listing=listing, actor=actor, audit_key=audit_key)
    return listing


def bring(
    session: Session, *, listing: Listing, content: ListingContent, publish: bool, actor: str, audit_key: bytes
) -> Outcome:
    """Bring a listing that is there to what its file says.

    What counts as changed is the file, against what it said when it was brought in last. Only that becomes a new
    version: what staff changed here stays where the file says nothing new of it, as does a later check, and what
    families type to find it where the file has nothing in its place. It is published where ``publish`` asks for it,
    unless somebody edited or archived the listing here since.

    Raises:
        ValueError: naming a code that does not exist.
    """
    content = in_todays_codes(session, content)
    last = latest_version(listing)
    is_ours, held, before = last.made_by == actor, content_of_version(last), said_last(listing)
    said = content.with_asked_as_of(before or held)
    if before is not None:
        changed = held if before == said else merged(in_todays_codes(session, before), held, said)
    else:
        changed = said
    changed = _checked_as_late(changed, held)
    if changed == held:
        if publish and is_ours and listing.status is ListingStatus.DRAFT and listing.published_at is None:
            return _publish(session, listing, changed, actor, audit_key, otherwise=Outcome.UNCHANGED)
        return Outcome.UNCHANGED
    publishing.save_draft(session, listing=listing, content=changed, source_said=said, actor=actor, audit_key=audit_key)
    if not publish or not is_ours or listing.status is ListingStatus.ARCHIVED:
        return Outcome.WAITING if listing.published_at or publish else Outcome.CHANGED
    return _publish(session, listing, changed, actor, audit_key, otherwise=Outcome.WAITING)


def _publish(
    session: Session, listing: Listing, content: ListingContent, actor: str, audit_key: bytes, *, otherwise: Outcome
) -> Outcome:
    if publishing.problems(content):
        return otherwise
    publishing.publish(session, listing=listing, actor=actor, audit_key=audit_key)
    return Outcome.CHANGED


def _checked_as_late(told: ListingContent, held: ListingContent) -> ListingContent:
    """Return what a file says with the check that is held, where that is the later one."""
    if held.checked_on is None or (told.checked_on is not None and told.checked_on >= held.checked_on):
        return told
    of_spaces = {"spaces_stated_on": held.spaces_stated_on} if told.spaces is held.spaces else {}
    return told.with_changes(
        checked_on=held.checked_on, checked_by=held.checked_by, review_due=held.review_due, **of_spaces
    )
