"""Who looked at a referral, as the audit holds it: shown to the team, so that nobody works on it twice or unseen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.referrals.casework.vocabulary import LookReason, Sensitive

VIEWED, REVEALED, EXPORTED = "referral.viewed", "referral.revealed", "referral.exported"
JUST_NOW = timedelta(minutes=10)
_MOST = 200


@dataclass(frozen=True)
class Look:
    """One look at a referral: who, when, and which kind of look (the audit's action).

    ``part`` is the code of what was shown on request, empty for the page as a whole.
    """

    actor: str
    at: datetime
    action: str
    part: str = ""


def looks(session: Session, referral_uuid: uuid.UUID) -> list[Look]:
    """Return the last looks at a referral, the newest first."""
    rows = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.subject == "referral",
            AuditEntry.subject_id == str(referral_uuid),
            AuditEntry.action.in_((VIEWED, REVEALED, EXPORTED)),
        )
        .order_by(AuditEntry.number.desc())
        .limit(_MOST)
    )
    return [Look(row.actor, row.at, row.action, str(row.details.get("part", ""))) for row in rows]


def lately(found: Iterable[Look], *, but: str, at: datetime) -> list[Look]:
    """Return the last look of everybody else within the last ten minutes; ``but`` is who is looking now."""
    newest: dict[str, Look] = {}
    for look in found:
        if look.actor != but and look.at > at - JUST_NOW:
            newest.setdefault(look.actor, look)
    return list(newest.values())


def record_reveal(
    session: Session,
    referral_uuid: uuid.UUID,
    part: Sensitive,
    *,
    reason: LookReason | None,
    keys: KeyRing,
    actor: str,
) -> None:
    """Write down that somebody asked to see something sensitive, and why where they had to say."""
    details = {"part": part.value, "reason": reason.value if reason else ""}
    _record(session, REVEALED, referral_uuid, details, keys=keys, actor=actor)


def record_export(
    session: Session,
    referral_uuid: uuid.UUID,
    *,
    file_format: str,
    reason: LookReason | None,
    keys: KeyRing,
    actor: str,
) -> None:
    """Write down that somebody took one referral out of the site, as which kind of file, and why where asked."""
    details = {"format": file_format, "reason": reason.value if reason else ""}
    _record(session, EXPORTED, referral_uuid, details, keys=keys, actor=actor)


def record_part_look(
    session: Session, referral_uuid: uuid.UUID, *, fields: Sequence[str], keys: KeyRing, actor: str
) -> None:
    """Write down that somebody saw only these parts of a referral, on a page of their own."""
    _record(session, VIEWED, referral_uuid, {"fields": list(fields)}, keys=keys, actor=actor)


def _record(
    session: Session,
    action: str,
    referral_uuid: uuid.UUID,
    details: Mapping[str, object],
    *,
    keys: KeyRing,
    actor: str,
) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=action,
        subject="referral",
        subject_id=str(referral_uuid),
        details=details,
    )
