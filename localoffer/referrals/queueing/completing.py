"""Making what referrals from before lack: the index by which they are found, and what the queue is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database
from localoffer.referrals import sealing
from localoffer.referrals.children import child_hash
from localoffer.referrals.choices import YesNo
from localoffer.referrals.models import Referral

_AT_ONCE = 200

log = structlog.get_logger()


def complete(database: Database, keys: KeyRing) -> int:
    """Complete every referral that lacks something, some in each transaction; return how many those were.

    One that cannot be opened, or that somebody changes at this very moment, is left for the next time.
    """
    made, last = 0, 0
    while True:
        with database.transaction() as session:
            found = _lacking(session, last)
            made += sum(_complete(one, keys) for one in found)
        if not found:
            return made
        last = found[-1].id


def _lacking(session: Session, last: int) -> Sequence[Referral]:
    lacks = or_(Referral.child_hash.is_(None), Referral.needs_interpreter.is_(None))
    return session.scalars(
        select(Referral)
        .where(Referral.id > last, lacks)
        .options(joinedload(Referral.key))
        .order_by(Referral.id)
        .limit(_AT_ONCE)
        .with_for_update(of=Referral, skip_locked=True)
    ).all()


def _complete(referral: Referral, keys: KeyRing) -> bool:
    try:
        summary, answers = sealing.open_summary(referral, keys=keys), sealing.open_answers(referral, keys=keys)
    except CannotOpen:
        log.error("referral_not_opened", id=referral.id)
        return False
    speaking = answers.speaking
    referral.child_hash = child_hash(keys, last_name=summary.last_name, born=summary.born)
    referral.needs_interpreter = speaking is not None and speaking.interpreter is YesNo.YES
    return True
