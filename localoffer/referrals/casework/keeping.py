"""Keeping what is agreed about a referral: each save is a version of its own, and nobody undoes what they did not see.

The caller holds the referral's row (``queries.get`` with ``locked``), so that of two people at once the second finds
what the first saved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.referrals import sealing
from localoffer.referrals.casework.models import AgreedHours, CaseVersion
from localoffer.referrals.casework.record import CaseRecord
from localoffer.referrals.models import Referral

_SEALED = "referral_case_versions.sealed"


class ChangedMeanwhile(Exception):
    """Somebody else has changed the same part since it was shown; ``now`` is what they saved."""

    def __init__(self, now: Kept) -> None:
        super().__init__("changed meanwhile")
        self.now = now


@dataclass(frozen=True)
class Kept:
    """What is kept of a referral, as which version (0 before the first), and who saved it when."""

    record: CaseRecord
    number: int = 0
    made_by: str = ""
    made_at: datetime | None = None


NOTHING = Kept(CaseRecord())


def latest(referral: Referral, *, keys: KeyRing) -> Kept:
    """Return what is kept of a referral, as it was loaded; nothing where its key was destroyed."""
    return _opened(referral, referral.case, keys)


def save(
    session: Session, referral: Referral, *, based_on: int, keys: KeyRing, actor: str, at: datetime, **parts: Any
) -> Kept:
    """Save some parts of what is kept of a referral, as a version of its own, and return it.

    What others changed meanwhile in other parts stays. Saving what is there already makes no version.

    Args:
        based_on: the number of the version that was shown to whoever saves.
        parts: new values by the names of fields of ``CaseRecord``.

    Raises:
        ChangedMeanwhile: when one of those parts is no longer what was shown.
    """
    versions = {version.number: version for version in session.scalars(_versions(referral))}
    newest = versions.get(max(versions, default=0))
    now, seen = _opened(referral, newest, keys), _opened(referral, versions.get(based_on), keys)
    record = replace(now.record, **parts)
    if record == now.record:
        return now
    if any(getattr(now.record, name) != getattr(seen.record, name) for name in parts):
        raise ChangedMeanwhile(now)
    saved = CaseVersion(
        referral_id=referral.id,
        number=now.number + 1,
        sealed=sealing.seal_text(referral, json.dumps(record.as_json()), keys=keys, column=_SEALED, at=at),
        made_by=actor,
        made_at=at,
    )
    session.add(saved)
    if newest is not None:
        newest.replaced_at = at
    _keep_hours(session, referral, record)
    session.flush()
    changed = sorted(name for name in parts if getattr(record, name) != getattr(now.record, name))
    _record(session, referral, {"version": saved.number, "fields": changed}, keys=keys, actor=actor)
    return Kept(record, saved.number, actor, at)


def every(session: Session, referral: Referral, *, keys: KeyRing) -> list[Kept]:
    """Return everything that was ever saved of a referral, the oldest first."""
    return [_opened(referral, version, keys) for version in session.scalars(_versions(referral))]


def _versions(referral: Referral) -> Select[CaseVersion]:
    return select(CaseVersion).where(CaseVersion.referral_id == referral.id).order_by(CaseVersion.number)


def _opened(referral: Referral, version: CaseVersion | None, keys: KeyRing) -> Kept:
    if version is None:
        return NOTHING
    try:
        told = sealing.open_text(referral, version.sealed, keys=keys, column=_SEALED, at=version.made_at)
    except CannotOpen:
        return NOTHING
    return Kept(CaseRecord.of_json(json.loads(told)), version.number, version.made_by, version.made_at)


def _keep_hours(session: Session, referral: Referral, record: CaseRecord) -> None:
    session.execute(delete(AgreedHours).where(AgreedHours.referral_id == referral.id))
    session.add_all(
        AgreedHours(referral_id=referral.id, year_begins=year.begins, hours=year.hours) for year in record.years
    )


def _record(session: Session, referral: Referral, details: dict[str, Any], *, keys: KeyRing, actor: str) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.agreed",
        subject="referral",
        subject_id=str(referral.uuid),
        details=details,
    )
