"""Everything that is held about one person, found by the reference of one of their forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
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


def find(session: Session, *, reference: str, keys: KeyRing) -> Person:
    """Return the person whom a referral is about.

    Raises:
        MissingRow: when there is none of that reference.
    """
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


def _first_name(referral: Referral, keys: KeyRing) -> str:
    """Return a first name without what spellings differ by; empty where it cannot be read any more."""
    try:
        name = sealing.open_summary(referral, keys=keys).first_name
    except CannotOpen:
        return ""
    return children.letters(name)
