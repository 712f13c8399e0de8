"""Proving that the audit holds together, and writing into it that somebody did, so that all see when it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry, BrokenChain
from localoffer.auditing import heads
from localoffer.db import Database
from localoffer.working_days import day_of

VERIFIED, BROKEN = "audit.verified", "audit.found_broken"
PROVEN, NOT_PROVEN = "backup.restore_proven", "backup.restore_failed"


@dataclass(frozen=True)
class Result:
    """What a look at the whole chain found: how many entries and heads there are, and what is wrong, if anything.

    ``number`` and ``mac`` are the head of the chain.
    """

    entries: int
    heads: int
    problem: str = ""
    number: int = 0
    mac: bytes = b""


def look(database: Database, *, key: bytes, path: Path) -> Result:
    """Go through the chain and hold it against the heads that stand in a file outside the database.

    Raises:
        OSError: when the file is there and cannot be read.
    """
    entries = known = 0
    # staff go on meanwhile, and each look is an entry
    with database.session_of_one_moment() as session:
        try:
            # before the first question: a later head may be that of an entry which this session does not see
            found = heads.read(path, key=key)
            known = len(found)
            entries = audit.verify(session, key=key, anchored=heads.by_number(found))
        except BrokenChain as error:
            return Result(entries, known, str(error))
        return Result(entries, known, "", *audit.head(session))


def verify(database: Database, *, key: bytes, path: Path, actor: str) -> Result:
    """Go through the chain as ``look`` does, and write down who did and what came of it.

    Raises:
        OSError: when the file is there and cannot be read.
    """
    found = look(database, key=key, path=path)
    details = {"entries": found.entries, "heads": found.heads, "problem": found.problem}
    with database.transaction() as session:
        audit.record(
            session,
            key=key,
            actor=actor,
            action=BROKEN if found.problem else VERIFIED,
            subject="audit",
            subject_id="all",
            details=details,
        )
    return found


def last(session: Session, *actions: str) -> AuditEntry | None:
    """Return the newest entry of any of these actions."""
    # each by itself, because each is the end of an index
    ends = [select(func.max(AuditEntry.number)).where(AuditEntry.action == one).scalar_subquery() for one in actions]
    newest = select(AuditEntry).where(AuditEntry.number.in_(ends)).order_by(AuditEntry.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def last_of_each(session: Session, *actions: str) -> dict[str, AuditEntry]:
    """Return the newest entry of each of these actions; one that was never done is not in it."""
    ends = [select(func.max(AuditEntry.number)).where(AuditEntry.action == one).scalar_subquery() for one in actions]
    return {entry.action: entry for entry in session.scalars(select(AuditEntry).where(AuditEntry.number.in_(ends)))}


def days_since(entry: AuditEntry, *, at: datetime) -> int:
    """Return how many days ago something was done, as the days of the county go by."""
    return (day_of(at) - day_of(entry.at)).days
