"""Sending a referral: everything that must be true afterwards, in one transaction, and never twice."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.outbox import store
from localoffer.places.models import District
from localoffer.referrals import admin_messages, drafts, messages, sealing
from localoffer.referrals.answers import Answers, DateOfBirth, Speaking, Who, YoungPerson
from localoffer.referrals.drafts import Draft, Sent
from localoffer.referrals.models import Referral, ReferralKey
from localoffer.referrals.sealing import Summary
from localoffer.vocabulary import ReferralStage

# Without I, L, O, U, 0 and 1, which are taken for others when read aloud or copied by hand.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_TRIES = 5


class Incomplete(Exception):
    """Something that every referral needs has not been answered; the message names the section."""


def submit(
    session: Session,
    *,
    draft: Draft,
    keys: KeyRing,
    council: Council,
    base_url: str,
    team_address: str,
    language: str,
    at: datetime,
) -> Referral:
    """Make the referral of a draft, its audit entry and its messages, and replace the draft by what is left of it.

    All in the caller's transaction. The same journey again, even at the same moment, returns the referral made first.

    Args:
        draft: all answered, with only what this person was asked.
        base_url: what the team's link begins with.
        language: the language of the pages that the referrer read; that of the receipt.

    Raises:
        Incomplete: when an answer that every referral needs is missing.
    """
    answers, hashed = draft.answers, drafts.journey_hash(draft.token)
    referral = _by_journey(session, hashed)
    if referral is not None:
        return referral
    make = _maker(session, answers, hashed, keys=keys, council=council, language=language, at=at)
    referral, is_new = _insert(session, make, hashed)
    if not is_new:
        return referral
    audit.record(
        session,
        key=keys.audit,
        actor="family",
        action="referral.submitted",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"referrer": referral.referrer.value, "notice": referral.notice_version},
    )
    receipt_to = _receipt_address(answers)
    _tell(session, referral, receipt_to, keys=keys, council=council, language=language, team=(team_address, base_url))
    hard = tuple(one.value for one in answers.day_to_day.hard) if answers.day_to_day else ()
    sent = Sent(referral.reference, answers.district, hard, bool(receipt_to))
    drafts.mark_sent(session, draft, sent, keys=keys, at=at)
    return referral


def new_reference() -> str:
    """Return a random reference, as ``K7PM-2XQA``."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _maker(
    session: Session,
    answers: Answers,
    hashed: bytes,
    *,
    keys: KeyRing,
    council: Council,
    language: str,
    at: datetime,
) -> Callable[[str], Referral]:
    """Return what makes the referral, given its reference."""
    who, child, birth, speaking = _needed(answers)
    district_id = session.scalar(select(District.id).where(District.slug == answers.district))
    summary = Summary(child.first_name, child.last_name, child.known_as, birth.born, language)

    def make(reference: str) -> Referral:
        data_key, key_id, wrapped = keys.new_data_key()
        referral = Referral(
            uuid=uuid.uuid4(),
            reference=reference,
            journey_hash=hashed,
            stage=ReferralStage.RECEIVED,
            referrer=who.referrer,
            language=speaking.language,
            district_id=district_id,
            notice_version=council.privacy_version,
            received_at=at,
            stage_changed_at=at,
            key=ReferralKey(key_id=key_id, wrapped=wrapped),
        )
        sealing.seal_contents(referral, data_key=data_key, summary=summary, answers=answers)
        return referral

    return make


def _needed(answers: Answers) -> tuple[Who, YoungPerson, DateOfBirth, Speaking]:
    who, child, birth, speaking = answers.who, answers.young_person, answers.date_of_birth, answers.speaking
    if not (who and child and birth and speaking and answers.contact and answers.agreement):
        needed = ("who", "young_person", "date_of_birth", "speaking", "contact", "agreement")
        raise Incomplete(", ".join(name for name in needed if getattr(answers, name) is None))
    return who, child, birth, speaking


def _insert(session: Session, make: Callable[[str], Referral], hashed: bytes) -> tuple[Referral, bool]:
    """Insert a new referral, or return the one that another request of the same journey has just made."""
    for _ in range(_TRIES):
        referral = make(new_reference())
        try:
            with session.begin_nested():
                session.add(referral)
        except IntegrityError:
            there = _by_journey(session, hashed)
            if there is not None:
                return there, False
        else:
            return referral, True
    raise RuntimeError(f"no free reference in {_TRIES} tries")


def _by_journey(session: Session, hashed: bytes) -> Referral | None:
    return session.scalars(select(Referral).where(Referral.journey_hash == hashed)).one_or_none()


def _receipt_address(answers: Answers) -> str:
    """Return where the referrer gets mail: their own address, never that of a family somebody else refers."""
    if answers.about_you is not None:
        return answers.about_you.email
    return answers.contact.email if answers.contact else ""


def _tell(
    session: Session,
    referral: Referral,
    receipt_to: str,
    *,
    keys: KeyRing,
    council: Council,
    language: str,
    team: tuple[str, str],
) -> None:
    """Store the receipt, where there is an address for one, and the notice to the team (its address, the site's)."""
    team_address, base_url = team
    notice = admin_messages.notice(council=council, reference=referral.reference, base_url=base_url)
    mails = [("notice", team_address, notice)]
    if receipt_to:
        receipt = messages.receipt(language=language, council=council, reference=referral.reference)
        mails.append(("receipt", receipt_to, receipt))
    for kind, to, written in mails:
        store.enqueue(
            session,
            keys=keys,
            unique_key=f"{kind}:{referral.uuid}",
            kind=f"referral-{kind}",
            to=to,
            subject=written.subject,
            body=written.body,
            language=written.language,
        )
