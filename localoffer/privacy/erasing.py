"""Erasing a referral: its key first, then everything known of it; its id is noted for backups that are restored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy.models import Erasure
from localoffer.referrals.models import Referral, ReferralKey


class Held(Exception):
    """A referral must not be erased while the law needs it."""


def erase(
    session: Session,
    referral: Referral,
    *,
    why: str,
    keys: KeyRing,
    actor: str,
    at: datetime,
    despite_hold: bool = False,
) -> None:
    """Erase a referral with its key, codes, messages, tasks, history and mail, in the caller's transaction.

    Args:
        why: the rule by which it goes, or ``asked`` where a person asked for it; a code, never words.
        despite_hold: for a restored backup alone, in which a hold may stand that was lifted since.

    Raises:
        Held: when it is held, or was taken away meanwhile; the caller must not commit then.
    """
    if referral.held_since is not None and not despite_hold:
        raise Held(referral.reference)
    session.execute(delete(ReferralKey).where(ReferralKey.referral_id == referral.id))
    session.execute(delete(OutboxMessage).where(OutboxMessage.unique_key.contains(str(referral.uuid))))
    # what belongs to it goes with it: every table that names a referral says ON DELETE CASCADE
    leaving = delete(Referral).where(Referral.id == referral.id).execution_options(synchronize_session=False)
    if not despite_hold:
        # somebody may have held it since it was read
        leaving = leaving.where(Referral.held_since.is_(None))
    gone = session.execute(leaving)
    if not despite_hold and not gone.rowcount:  # type: ignore[attr-defined]
        raise Held(referral.reference)
    session.merge(Erasure(referral_uuid=referral.uuid, erased_at=at, why=why, written_at=None))
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.erased",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"why": why},
    )
    session.expunge(referral)
