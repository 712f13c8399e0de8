"""The family's own status code, where somebody else filled in the form for them.

The family is sent a link. Whoever opens it says the date of birth and is shown the code, which is made from the link's
token: a second click, or one more try after a lost reply, shows the same code for a few minutes. After that the link is
used, and so it is after too many wrong dates.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, selectinload

from localoffer import audit
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database
from localoffer.referrals import codes, sealing
from localoffer.referrals.answers import Answers
from localoffer.referrals.following import family_messages
from localoffer.referrals.following.lookup import Found
from localoffer.referrals.models import Referral, ReferralCode
from localoffer.referrals.telling import safe_ways
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import CodeHolder

LASTING = timedelta(days=28)
SHOWN_AGAIN = timedelta(minutes=10)
# of a date of birth there are about 365 for each school year: nobody shall get through them
MOST_TRIES = 5


@dataclass(frozen=True)
class Claimed:
    """A code that a family has just been given, and the referral that it opens."""

    reference: str
    code: str
    found: Found


def invite(session: Session, referral: Referral, answers: Answers, *, keys: KeyRing, desk: Desk, at: datetime) -> None:
    """Send the family a link to a code of its own, where somebody else asked for it, by the ways that are safe.

    Nothing is sent about a referral that is set aside: what may be spam mails nobody.
    """
    held = next((one for one in referral.codes if one.whose is CodeHolder.FAMILY), None)
    reach = safe_ways.to_family(answers, texts=desk.sends_texts) if answers.about_you is not None else ()
    if held is None or not reach or referral.set_aside_at is not None:
        return
    token = secrets.token_urlsafe(32)
    held.claim_hash, held.claim_until = _hash(token), at + LASTING
    session.flush()
    safe_ways.tell(
        session,
        reach,
        lambda way: family_messages.own_code(
            language=answers.speaking.language if answers.speaking else "",
            council=desk.council,
            reference=referral.reference,
            base_url=desk.base_url,
            token=token,
            until=at + LASTING,
            way=way,
        ),
        keys=keys,
        kind="claim",
        about=str(referral.uuid),
    )


def is_open(session: Session, token: str, *, at: datetime) -> bool:
    """Return whether a link can still be used."""
    return session.scalar(select(ReferralCode.id).where(*_of(token, at))) is not None


def count_try(database: Database, token: str, *, at: datetime) -> bool:
    """Count a try with a link, in a transaction of its own; return whether the link could still be used."""
    with database.transaction() as own:
        counted = own.execute(
            update(ReferralCode).where(*_of(token, at)).values(claim_tries=ReferralCode.claim_tries + 1)
        )
        return bool(counted.rowcount)  # type: ignore[attr-defined]


def claim(session: Session, token: str, *, born: date, keys: KeyRing, at: datetime) -> Claimed | None:
    """Give the family its code, for a link whose try has been counted and the right date of birth; else None."""
    held = session.scalars(
        select(ReferralCode)
        .where(ReferralCode.claim_hash == _hash(token), ReferralCode.claim_until > at)
        .with_for_update()
    ).one_or_none()
    referral = _referral(session, held) if held else None
    if held is None or referral is None or not _is_born_on(referral, born, keys):
        return None
    code = codes.referrer_code(keys, token)
    hashed = codes.code_hash(keys, reference=referral.reference, code=code)
    if held.code_hash != hashed:
        held.code_hash, held.claim_until = hashed, at + SHOWN_AGAIN
        _record(session, referral, keys)
    held.claim_tries = 0
    session.flush()
    return Claimed(referral.reference, code, Found(referral.id, held.whose, hashed))


def _of(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        ReferralCode.claim_hash == _hash(token),
        ReferralCode.claim_until > at,
        ReferralCode.claim_tries < MOST_TRIES,
    )


def _referral(session: Session, held: ReferralCode) -> Referral | None:
    return session.get(Referral, held.referral_id, options=[selectinload(Referral.key)])


def _is_born_on(referral: Referral, born: date, keys: KeyRing) -> bool:
    try:
        told = sealing.open_summary(referral, keys=keys).born
    except CannotOpen:
        return False
    return hmac.compare_digest(told.isoformat(), born.isoformat())


def _record(session: Session, referral: Referral, keys: KeyRing) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor="family",
        action="referral.code_claimed",
        subject="referral",
        subject_id=str(referral.uuid),
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
