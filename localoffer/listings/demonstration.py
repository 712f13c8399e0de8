"""The demonstration: invented listings that read like real ones, from the county's ``demonstration.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.county_files import read_yaml
from localoffer.db import bump
from localoffer.listings import publishing
from localoffer.listings.demonstration_format import Entry, read_entry
from localoffer.listings.imports.syncing import Outcome, add, bring, listings_from, store_organisation
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.terms.writing import Writer
from localoffer.vocabulary import ListingStatus

SOURCE = "demonstration"


@dataclass(frozen=True)
class DemonstrationReport:
    """What became of the file's listings."""

    created: int
    changed: int
    unchanged: int


def load(
    session: Session,
    path: Path,
    *,
    audit_key: bytes,
    actor: str = "command",
    progress: Callable[[int, int], None] | None = None,
) -> DemonstrationReport:
    """Bring the demonstration listings to what the file says; loading it twice is the same as once.

    An entry that has changed in the file is published anew, unless somebody edited the listing here since.

    Args:
        progress: told how many of how many listings are done.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: naming the file, the listing's slug and the field.
    """
    told = _read(path)
    organisations = {entry.get("key"): entry for entry in told["organisations"]}
    for entry in organisations.values():
        _store_organisation(session, entry, path.name, shown_by=Writer(actor, audit_key))
    there = listings_from(session, SOURCE, [str(entry.get("slug")) for entry in told["listings"]])
    outcomes: list[Outcome] = []
    seen: set[str] = set()
    for done, entry in enumerate(told["listings"], start=1):
        where = f"{path.name}: {entry.get('slug', f'listing {done}')}"
        try:
            read = read_entry(entry, organisations)
            if read.slug in seen:
                raise ValueError("slug: another listing has it too")
            seen.add(read.slug)
            outcomes.append(_store(session, read, there.get(read.slug), actor, audit_key))
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        if progress:
            progress(done, len(told["listings"]))
    created, unchanged = outcomes.count(Outcome.CREATED), outcomes.count(Outcome.UNCHANGED)
    return DemonstrationReport(created, len(outcomes) - created - unchanged, unchanged)


def remove(session: Session, *, audit_key: bytes, actor: str = "command") -> int:
    """Delete every demonstration listing, and the organisations that only they had; return how many listings went."""
    gone = session.execute(delete(Listing).where(Listing.source == SOURCE).returning(Listing.id)).all()
    used = select(Listing.organisation_id).where(Listing.organisation_id.is_not(None))
    session.execute(delete(Organisation).where(Organisation.source == SOURCE, Organisation.id.not_in(used)))
    if gone:
        audit.record(
            session,
            key=audit_key,
            actor=actor,
            action="demonstration.removed",
            subject="listings",
            subject_id=SOURCE,
            details={"number": len(gone)},
        )
        bump(session, "listings")
    return len(gone)


def _store(session: Session, entry: Entry, listing: Listing | None, actor: str, audit_key: bytes) -> Outcome:
    is_public = entry.status is ListingStatus.PUBLISHED
    if is_public and (missing := publishing.problems(entry.content)):
        raise ValueError(f"{', '.join(missing)}: families need it")
    if listing is not None:
        return bring(
            session, listing=listing, content=entry.content, publish=is_public, actor=actor, audit_key=audit_key
        )
    # what is archived was there for families once: whoever follows an old link is told that it went
    was_public = entry.status is ListingStatus.ARCHIVED and not publishing.problems(entry.content)
    made = add(
        session,
        content=entry.content,
        publish=is_public or was_public,
        source=SOURCE,
        reference=entry.slug,
        slug=entry.slug,
        actor=actor,
        audit_key=audit_key,
    )
    if entry.status is ListingStatus.ARCHIVED:
        publishing.archive(session, listing=made, actor=actor, audit_key=audit_key)
    return Outcome.CREATED


def _store_organisation(session: Session, entry: Mapping[str, Any], file: str, *, shown_by: Writer) -> None:
    key, name = entry.get("key"), entry.get("name")
    if not key or not name:
        raise ValueError(f"{file}: organisations: {key or name}: it needs a key and a name")
    told = {field: str(entry.get(field) or "") for field in ("description", "website", "email", "phone")}
    store_organisation(session, source=SOURCE, key=str(key), name=str(name), shown_by=shown_by, **told)


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    told = read_yaml(path)
    read = {}
    for section in ("organisations", "listings"):
        entries = told.get(section) if isinstance(told, dict) else None
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValueError(f"{path.name}: {section}: it is not a list of entries")
        read[section] = entries
    return read
