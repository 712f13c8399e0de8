"""Who of the team works on a referral."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals.models import Referral
from localoffer.referrals.queueing.filters import IN_QUEUE


class AssignedMeanwhile(Exception):
    """Somebody else has assigned the referral since it was shown."""


def chosen(session: Session, references: Collection[str]) -> Sequence[Referral]:
    """Return those referrals of the queue that have these references."""
    return session.scalars(
        select(Referral).where(Referral.reference.in_(references), IN_QUEUE).order_by(Referral.id)
    ).all()


def assign(session: Session, referral: Referral, *, to: str, seen: str, keys: KeyRing, actor: str) -> None:
    """Make a referral the work of somebody (``staff:<id>``), or of nobody where ``to`` is empty.

    The referral's own version stays as it is: a colleague who is writing about it loses nothing.

    Args:
        seen: whose work it was when it was shown.

    Raises:
        AssignedMeanwhile: when it is no longer theirs.
    """
    taken = session.execute(
        update(Referral)
        .where(Referral.id == referral.id, Referral.assigned_to == seen)
        .values(assigned_to=to)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise AssignedMeanwhile
    set_committed_value(referral, "assigned_to", to)
    if to != seen:
        audit.record(
            session,
            key=keys.audit,
            actor=actor,
            action="referral.assigned",
            subject="referral",
            subject_id=str(referral.uuid),
            details={"from": seen, "to": to},
        )
