"""Everything that is held about one person, found by the reference of one of their forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.referrals import children, queries, sealing
from localoffer.referrals.models import Referral


@dataclass(frozen=True)
class Person:
    """The referrals about one child or young person, the one that was named first.

    ``alike`` have the same last name and date of birth and another first name: a twin, or the same person spelt
    differently. Nobody but a human can tell.
    """

    referrals: Sequence[Referral]
    alike: Sequence[Referral]


def find(session: Session, *, reference: str, keys: KeyRing, locked: bool = False) -> Person:
    """Return the person whom a referral is about.

    Args:
        locked: hold all their rows until the transaction ends, so that nobody holds one for the law meanwhile.

    Raises:
        MissingRow: when there is none of that reference.
    """
    if locked:
        _lock(session, reference)
    named = queries.get(session, reference=reference)
    if named.child_hash is None:
        return Person([named], [])
    # not queries.same_child, which ends after a few: here none may be left out
    others = session.scalars(
        select(Referral)
        .where(Referral.child_hash == named.child_hash, Referral.id != named.id)
        .order_by(Referral.received_at, Referral.id)
    ).all()
    name = _first_name(named, keys)
    same = [one for one in others if name and _first_name(one, keys) == name]
    return Person([named, *same], [one for one in others if one not in same])


def _lock(session: Session, reference: str) -> None:
    """Lock before anything is read: what was read may have changed by the time its lock is there."""
    is_named = Referral.reference == reference.strip().upper()
    is_alike = Referral.child_hash == select(Referral.child_hash).where(is_named).scalar_subquery()
    # in one order always, so that two who look for the same person do not wait for each other
    session.execute(select(Referral.id).where(or_(is_named, is_alike)).order_by(Referral.id).with_for_update()).all()


def _first_name(referral: Referral, keys: KeyRing) -> str:
    """Return a first name without what spellings differ by; empty where it cannot be read any more."""
    try:
        name = sealing.open_summary(referral, keys=keys).first_name
    except CannotOpen:
        return ""
    return children.letters(name)
