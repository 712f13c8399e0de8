"""Finding a referral by its reference, or by the last name and date of birth of a child, without reading anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from localoffer.crypto import KeyRing
from localoffer.referrals import codes
from localoffer.referrals.children import child_hash
from localoffer.referrals.models import Referral
from localoffer.referrals.queries import DISTRICT

_MOST = 50


def reference(session: Session, typed: str) -> str | None:
    """Return the reference that somebody typed in any way, None where no referral has it."""
    written = codes.in_groups(codes.as_typed(typed))
    return session.scalar(select(Referral.reference).where(Referral.reference == written))


def by_child(session: Session, *, last_name: str, born: date, keys: KeyRing) -> Sequence[Referral]:
    """Return the referrals about children of that last name and date of birth, newest first.

    Those that have ended or are set aside are among them.
    """
    return session.scalars(
        select(Referral)
        .where(Referral.child_hash == child_hash(keys, last_name=last_name, born=born))
        .options(DISTRICT, joinedload(Referral.key))
        .order_by(Referral.received_at.desc(), Referral.id.desc())
        .limit(_MOST)
    ).all()
