"""Entries of the audit for tests, and what a thief with the whole database in hand could do to them."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing


def record(
    session: Session, keys: KeyRing, count: int = 1, *, action: str = "test.done", actor: str = "system"
) -> None:
    """Add so many entries, and commit."""
    for number in range(count):
        audit.record(
            session,
            key=keys.audit,
            actor=actor,
            action=action,
            subject="test",
            subject_id=str(number),
            details={"n": 1},
        )
    session.commit()


def cut_off(session: Session, *, after: int) -> None:
    """Take the triggers away, remove what comes after an entry, and make that one the head."""
    if session.get_bind().dialect.name == "sqlite":
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE 'audit_entries_no_%'")).all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER ALL"))
    session.execute(text("DELETE FROM audit_entries WHERE number > :after"), {"after": after})
    mac = session.scalar(select(AuditEntry.mac).where(AuditEntry.number == after))
    session.execute(text("UPDATE audit_head SET number = :after, mac = :mac"), {"after": after, "mac": mac})
    session.commit()
    session.expire_all()
