"""Organisations that commissioners name while they write a listing."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.listings.models import Organisation
from localoffer.listings.slugs import slug_from

_SOURCE = "council"


def named(session: Session, name: str, *, actor: str, audit_key: bytes) -> Organisation:
    """Return the organisation of a name, however its letters and spaces are written; a new one where there is none."""
    plain = " ".join(name.split())
    known = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    for organisation in known:
        if " ".join(organisation.name.split()).casefold() == plain.casefold():
            return organisation
    made = Organisation(source=_SOURCE, key=_free_key(plain, {row.key for row in known}), name=plain)
    session.add(made)
    session.flush()
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action="organisation.created",
        subject="organisation",
        subject_id=str(made.uuid),
    )
    return made


def _free_key(name: str, taken: set[str]) -> str:
    base = slug_from(name)
    return base if base not in taken else next(key for number in count(2) if (key := f"{base}-{number}") not in taken)
