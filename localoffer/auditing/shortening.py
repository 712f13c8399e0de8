"""Keeping the record of who did what no longer than the council promises, and never less than the law holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry, AuditHead, BrokenChain
from localoffer.auditing import verifying
from localoffer.db import Database
from localoffer.referrals.models import Referral

SHORTENED = "audit.shortened"
# more than that at once is the work of a wrong clock or of a slip in the settings
_FEW, _A_TENTH = 1000, 10


class Unusual(Exception):
    """So many entries are past their time at once that a person should look first."""


@dataclass(frozen=True)
class _Going:
    """The entries that go are those from ``first`` to ``through``, of all up to ``last``."""

    first: int
    through: int
    last: int

    @property
    def is_unusual(self) -> bool:
        return self.through - self.first + 1 > max(_FEW, (self.last - self.first + 1) // _A_TENTH)


def shorten(
    database: Database, *, key: bytes, path: Path, older_than: datetime, at: datetime, actor: str, even_many: bool
) -> int:
    """Remove the oldest entries, those from before a moment; return how many went.

    Whatever tells of a referral that is held for the law stays, with everything after it. The chain is proved before
    anything goes, and an entry says afterwards up to where it was shortened.

    Args:
        path: the file with the heads of the chain.
        even_many: whether a tenth of the chain may go at once, which nobody should decide but a person.

    Raises:
        Unusual: when so many would go, and nobody decided it.
        BrokenChain: when the chain does not hold together: then nothing goes.
        OSError: when the file is there and cannot be read.
    """
    with database.session(writes=False) as session:
        going = _going(session, older_than=older_than)
    if going is None:
        return 0
    if going.is_unusual and not even_many:
        raise Unusual(f"{going.through - going.first + 1} entries are past their time at once")
    found = verifying.look(database, key=key, path=path)
    if found.problem:
        raise BrokenChain(found.problem)
    with database.transaction() as session:
        through = _still_going(session, going, older_than=older_than)
        if through is None:
            return 0
        count = audit.shorten(session, key=key, through=through, at=at)
        audit.record(
            session,
            key=key,
            actor=actor,
            action=SHORTENED,
            subject="audit",
            subject_id="all",
            details={"through": through, "count": count},
        )
    return count


def _going(session: Session, *, older_than: datetime) -> _Going | None:
    oldest = select(AuditEntry.number).order_by(AuditEntry.number).limit(1)
    first, (last, _) = session.scalar(oldest), audit.head(session)
    young, held = session.scalar(oldest.where(AuditEntry.at >= older_than)), _first_of_held(session)
    stays = min((number for number in (young, held) if number is not None), default=last + 1)
    return _Going(first, stays - 1, last) if first is not None and stays > first else None


def _still_going(session: Session, going: _Going, *, older_than: datetime) -> int | None:
    """Return up to where entries may go now that the chain was proved, which takes a while; None where none may.

    Somebody may have held a referral meanwhile, or shortened the chain. From here on nobody can, who must write it
    down, until the transaction ends.
    """
    session.execute(select(AuditHead).with_for_update()).all()
    current = _going(session, older_than=older_than)
    if current is None:
        return None
    through = min(going.through, current.through)
    return through if through >= current.first else None


def _first_of_held(session: Session) -> int | None:
    held = [str(one) for one in session.scalars(select(Referral.uuid).where(Referral.held_since.is_not(None)))]
    told = select(func.min(AuditEntry.number)).where(AuditEntry.subject == "referral", AuditEntry.subject_id.in_(held))
    return session.scalar(told) if held else None
