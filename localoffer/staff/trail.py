"""What staff accounts do, in the audit: sign-ins, failures, sign-outs and denials. Ids only, never an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from localoffer import audit, db
from localoffer.crypto import KeyRing

UNKNOWN = "unknown"


def keys() -> KeyRing:
    """Return the key ring of the current application."""
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found


def record(
    session: Session, action: str, *, actor: str, subject_id: str, details: Mapping[str, Any] | None = None
) -> None:
    """Record something about an account in the caller's transaction."""
    audit.record(
        session,
        key=keys().audit,
        actor=actor,
        action=action,
        subject="account",
        subject_id=subject_id,
        details=details,
    )


def note(
    action: str, *, actor: str = UNKNOWN, subject_id: str = UNKNOWN, details: Mapping[str, Any] | None = None
) -> None:
    """Record something in a short transaction of its own, for a request that is refused.

    What the request itself had not committed is given up first: on SQLite its transaction would hold the one writer
    that this one waits for.
    """
    db.session.rollback()
    with db.database().transaction() as session:
        record(session, action, actor=actor, subject_id=subject_id, details=details)
