"""What an import does to organisations, noted in the rows that name them, and taken back with them.

What it made goes unless something else uses it by then. What it changed, because it publishes, gets its former details
back unless somebody or another file changed it since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import Done
from localoffer.listings.bulk.models import BulkRow
from localoffer.listings.bulk.runs import By
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.imports.syncing import Stored
from localoffer.listings.models import Listing, ListingVersion, Organisation, RetiredOrganisation
from localoffer.listings.terms.organisations import Details, details_of, give
from localoffer.listings.terms.retired import organisation_key
from localoffer.listings.terms.writing import Writer

_AT_ONCE = 500
MADE = "made"
"""Where a row notes the key of the organisation that had to be made for it."""
BEFORE = "before"
"""Where a row notes the details that an organisation had before it got those of the row."""


def said(row: BulkRow) -> dict[str, Any]:
    """Return what the file says of the organisation that a row names, without what is noted there."""
    return {name: told for name, told in (row.organisation or {}).items() if name not in (MADE, BEFORE)}


def note(row: BulkRow, stored: Stored) -> None:
    """Note in a row what became of the organisation that it names."""
    if stored.before is None:
        row.organisation = said(row) | {MADE: stored.row.key}
    elif stored.before != details_of(stored.row):
        row.organisation = said(row) | {BEFORE: asdict(stored.before)}


def put_back(session: Session, row: BulkRow, *, by: By) -> None:
    """Give the organisation of a row its former details, unless it no longer says what the row made of it."""
    before = (row.organisation or {}).get(BEFORE)
    if before is None:
        return
    told = row.organisation = said(row)
    found = session.scalar(select(Organisation).where(Organisation.key == organisation_key(session, told["key"])))
    written = Details(**{name: value for name, value in told.items() if name not in ("source", "key")})
    if found is not None and found.staff_changed_at is None and details_of(found) == written:
        give(session, found, Details(**before), writer=Writer(by.actor, by.audit_key))


def take_back(session: Session, run_id: int, *, by: By) -> None:
    """Remove the organisations that the rows of a run made, but those that staff changed or that anything names."""
    rows = session.scalars(select(BulkRow).where(BulkRow.run_id == run_id, BulkRow.organisation.is_not(None)))
    marked = [row for row in rows if MADE in (row.organisation or {})]
    keys = sorted({str((row.organisation or {})[MADE]) for row in marked})
    unused = [one for at in range(0, len(keys), _AT_ONCE) for one in _unused(session, keys[at : at + _AT_ONCE])]
    for row in marked:
        row.organisation = said(row)
    session.execute(delete(Organisation).where(Organisation.id.in_([one.id for one in unused])))
    done = [Done("organisation.removed", "organisation", str(one.uuid), {}) for one in unused]
    audit.record_all(session, done, key=by.audit_key, actor=by.actor)


def _unused(session: Session, keys: Sequence[str]) -> Sequence[Organisation]:
    """Return those that nothing names any more: no listing, no version of one, no link, no file."""
    key_of = ListingVersion.content["organisation_key"].as_string()
    used = or_(
        exists().where(Listing.organisation_id == Organisation.id),
        exists().where(ProviderLink.organisation_id == Organisation.id),
        exists().where(RetiredOrganisation.organisation_id == Organisation.id),
        Organisation.key.in_(select(key_of).where(key_of.in_(keys))),
    )
    wanted = select(Organisation).where(Organisation.key.in_(keys), Organisation.staff_changed_at.is_(None), ~used)
    return session.scalars(wanted).all()
