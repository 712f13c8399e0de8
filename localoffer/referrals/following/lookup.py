"""Finding a referral by reference and status code, in a way that tells nobody which of the two was wrong.

An unknown reference and a wrong code ask the database the same and compare as much. A try is counted, in a transaction
of its own, before it is looked at; one too many gets the same answer as a wrong code, whatever was typed.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import codes
from localoffer.referrals.asking import sent_signs
from localoffer.referrals.models import Referral, ReferralCode, StatusTry
from localoffer.referrals.vocabulary import CodeHolder, Referrer
from localoffer.web.networks import network

WINDOW = timedelta(minutes=15)
WRONG_FOR_ONE_REFERENCE = 5
# far above what all families of a county mistype in a quarter of an hour; a code has 59 bits
WRONG_ALTOGETHER = 1000
_NOBODYS_HASH = bytes(32)


@dataclass(frozen=True)
class Found:
    """A referral that somebody has shown the code of, and whose code it is."""

    referral_id: int
    whose: CodeHolder
    code_hash: bytes


def count_try(database: Database, *, reference: str, address: str, keys: KeyRing, at: datetime) -> list[int] | None:
    """Count a try for a reference from an internet address; return the ids of its rows, None when it must wait.

    It is counted first and only then compared with the others, so that many at once gain nothing. One that must wait
    is not kept: whoever goes on trying does not lock the family out for longer. When everybody seems to be guessing,
    only networks wait that were wrong already.
    """
    of_reference = keys.keyed_hash("status reference", codes.as_typed(reference).encode())
    of_network = sent_signs.by_day(keys, "status network", network(address), at=at, back=WINDOW)
    with database.transaction() as own:
        # those of later than now, too: a clock wrote them that has since been put back
        own.execute(delete(StatusTry).where(~StatusTry.at.between(at - WINDOW, at + WINDOW)))
        made = [StatusTry(reference_hash=hashed, at=at) for hashed in (of_reference, of_network[0])]
        own.add_all(made)
        own.flush()
        try_ids = [one.id for one in made]
    with database.transaction() as own:
        this, from_there, rows = own.execute(
            select(
                func.count().filter(StatusTry.reference_hash == of_reference),
                func.count().filter(StatusTry.reference_hash.in_(of_network)),
                func.count(),
            ).select_from(StatusTry)
        ).one()
        if this <= WRONG_FOR_ONE_REFERENCE and (from_there == 1 or rows <= WRONG_ALTOGETHER * len(try_ids)):
            return try_ids
        forgive(own, try_ids)
    return None


def forgive(session: Session, try_ids: Sequence[int]) -> None:
    """Count a try no longer: it was right, or had to wait."""
    session.execute(delete(StatusTry).where(StatusTry.id.in_(try_ids)))


def find(session: Session, *, reference: str, code: str, keys: KeyRing) -> Found | None:
    """Return the referral of a reference whose referrer or family has this code; None when there is none."""
    hashed = codes.code_hash(keys, reference=reference, code=code)
    rows = session.execute(
        select(ReferralCode.whose, ReferralCode.referral_id, ReferralCode.code_hash)
        .join(Referral, Referral.id == ReferralCode.referral_id)
        .where(Referral.reference == codes.in_groups(codes.as_typed(reference)))
    ).all()
    held = {whose: (referral_id, code_hash) for whose, referral_id, code_hash in rows}
    found = None
    for whose in CodeHolder:
        referral_id, stored = held.get(whose, (0, None))
        is_right = hmac.compare_digest(stored or _NOBODYS_HASH, hashed)
        if is_right and stored is not None:
            found = Found(referral_id, whose, stored)
    return found


def load(session: Session, found: Found) -> Referral | None:
    """Return the referral that was found earlier; None when it is gone, or when that code has been replaced."""
    referral = session.scalars(
        select(Referral)
        .where(Referral.id == found.referral_id)
        .options(
            *(joinedload(one) for one in (Referral.key, Referral.case)),
            *(selectinload(one) for one in (Referral.codes, Referral.messages)),
        )
    ).one_or_none()
    if referral is None or referral.key is None:
        return None
    hashes = [code.code_hash for code in referral.codes if code.whose is found.whose]
    return referral if hashes == [found.code_hash] else None


def of_journey(session: Session, journey_hash: bytes) -> Found | None:
    """Return what the browser that sent a form may open without typing the code: the referrer's own view."""
    row = session.execute(
        select(ReferralCode.referral_id, ReferralCode.code_hash)
        .join(Referral, Referral.id == ReferralCode.referral_id)
        .where(Referral.journey_hash == journey_hash, ReferralCode.whose == CodeHolder.REFERRER)
    ).one_or_none()
    return Found(row.referral_id, CodeHolder.REFERRER, row.code_hash) if row and row.code_hash else None


def referrer_of(session: Session, journey_hash: bytes) -> Referrer | None:
    """Return who filled in the form that was sent by a journey."""
    return session.scalar(select(Referral.referrer).where(Referral.journey_hash == journey_hash))
