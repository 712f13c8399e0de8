"""Organisations that an import made: they go with it when it is taken back, unless something else uses them by then."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import Done
from localoffer.listings.bulk.models import BulkRow
from localoffer.listings.bulk.runs import By
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Listing, ListingVersion, Organisation, RetiredOrganisation

_AT_ONCE = 500
MADE = "made"
"""Where a row notes the key of the organisation that had to be made for it."""


def take_back(session: Session, run_id: int, *, by: By) -> None:
    """Remove the organisations that the rows of a run made, but those that staff changed or that anything names."""
    rows = session.scalars(select(BulkRow).where(BulkRow.run_id == run_id, BulkRow.organisation.is_not(None)))
    marked = [row for row in rows if MADE in (row.organisation or {})]
    keys = sorted({str((row.organisation or {})[MADE]) for row in marked})
    unused = [one for at in range(0, len(keys), _AT_ONCE) for one in _unused(session, keys[at : at + _AT_ONCE])]
    for row in marked:
        row.organisation = {name: said for name, said in (row.organisation or {}).items() if name != MADE}
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
