"""Sending a referral: everything that must be true afterwards, in one transaction, and never twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.places.models import District
from localoffer.referrals import codes, needs, sealing
from localoffer.referrals.answers import Answers, DateOfBirth, Speaking, Who, YoungPerson
from localoffer.referrals.asking.rules import age_on
from localoffer.referrals.children import child_hash
from localoffer.referrals.choices import YesNo
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft, Sent
from localoffer.referrals.following import family_code
from localoffer.referrals.models import Referral, ReferralCode, ReferralKey, ReferralTask
from localoffer.referrals.sealing import Summary
from localoffer.referrals.telling import notifying
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import CameBy, CodeHolder, ReferralStage, Referrer, TaskKind
from localoffer.vocabulary import AgeBand
from localoffer.working_days import answer_by, day_of

_TRIES = 5
_FOR_OTHERS = frozenset({Referrer.PROFESSIONAL, Referrer.SOMEONE_ELSE})


class Incomplete(Exception):
    """Something that every referral needs has not been answered; the message names the section."""


def submit(
    session: Session,
    *,
    draft: Draft,
    keys: KeyRing,
    desk: Desk,
    language: str,
    at: datetime,
    received_at: datetime | None = None,
    came_by: CameBy = CameBy.FORM,
    set_aside_for: Collection[str] = (),
) -> Referral:
    """Make the referral of a draft, its audit entry and its messages, and replace the draft by what is left of it.

    All in the caller's transaction. The same journey again, even at the same moment, returns the referral made first.

    Args:
        draft: all answered, with only what this person was asked.
        language: the language of the pages that the referrer read; that of the receipt.
        received_at: when it came, where that was before ``at``: the promise and the counts go by that day.
        came_by: the form, or the way by which a member of staff took it down.
        set_aside_for: the signs of spam for which it waits apart from the queue; never where somebody is at risk.

    Raises:
        Incomplete: when an answer that every referral needs is missing.
    """
    answers, hashed = draft.answers, drafts.journey_hash(draft.token)
    referral = _by_journey(session, hashed)
    if referral is not None:
        return referral
    came = received_at or at
    make = _maker(session, draft, keys=keys, desk=desk, language=language, at=came)
    referral, is_new = _insert(session, make, hashed, came_by=came_by, set_aside_for=set_aside_for)
    if not is_new:
        return referral
    audit.record(
        session,
        key=keys.audit,
        actor="family",
        action="referral.submitted",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"referrer": referral.referrer.value, "notice": referral.notice_version, "came_by": came_by.value},
    )
    if referral.set_aside_at is None:
        needs.count(session, answers, at=came)
    notifying.tell(session, referral, answers, keys=keys, desk=desk, language=language)
    family_code.invite(session, referral, answers, keys=keys, desk=desk, at=at)
    hard = tuple(one.value for one in answers.day_to_day.hard) if answers.day_to_day else ()
    receipt = bool(notifying.receipt_address(answers))
    drafts.mark_sent(session, draft, Sent(referral.reference, answers.district, hard, receipt), keys=keys, at=at)
    return referral


def _maker(
    session: Session, draft: Draft, *, keys: KeyRing, desk: Desk, language: str, at: datetime
) -> Callable[[str], Referral]:
    """Return what makes the referral, given its reference."""
    answers = draft.answers
    who, child, birth, speaking = _needed(answers)
    district_id = session.scalar(select(District.id).where(District.slug == answers.district))
    summary = Summary(child.first_name, child.last_name, child.known_as, birth.born, language)
    today, is_urgent = day_of(at), answers.is_urgent

    def make(reference: str) -> Referral:
        data_key, key_id, wrapped = keys.new_data_key()
        referral = Referral(
            uuid=uuid.uuid4(),
            reference=reference,
            journey_hash=drafts.journey_hash(draft.token),
            stage=ReferralStage.RECEIVED,
            referrer=who.referrer,
            language=speaking.language,
            district_id=district_id,
            notice_version=desk.council.privacy_version,
            received_at=at,
            stage_changed_at=at,
            promised_by=answer_by(today, desk.promised_days) if desk.promised_days else None,
            child_hash=child_hash(keys, last_name=child.last_name, born=birth.born),
            age_band=AgeBand.of(age_on(today, born=birth.born)),
            needs_interpreter=speaking.interpreter is YesNo.YES,
            urgent=is_urgent,
            key=ReferralKey(key_id=key_id, wrapped=wrapped),
            codes=_codes(keys, who, reference, draft.token),
            tasks=[ReferralTask(kind=TaskKind.URGENT, due_on=today, made_at=at)] if is_urgent else [],
        )
        sealing.seal_contents(referral, data_key=data_key, summary=summary, answers=answers)
        return referral

    return make


def _codes(keys: KeyRing, who: Who, reference: str, token: str) -> list[ReferralCode]:
    """Return what the referrer follows it with, and the place for the family's own where somebody else asked."""
    code = codes.code_hash(keys, reference=reference, code=codes.referrer_code(keys, token))
    made = [ReferralCode(whose=CodeHolder.REFERRER, code_hash=code)]
    return [*made, ReferralCode(whose=CodeHolder.FAMILY)] if who.referrer in _FOR_OTHERS else made


def _needed(answers: Answers) -> tuple[Who, YoungPerson, DateOfBirth, Speaking]:
    who, child, birth, speaking = answers.who, answers.young_person, answers.date_of_birth, answers.speaking
    if not (who and child and birth and speaking and answers.contact and answers.agreement):
        needed = ("who", "young_person", "date_of_birth", "speaking", "contact", "agreement")
        raise Incomplete(", ".join(name for name in needed if getattr(answers, name) is None))
    return who, child, birth, speaking


def _insert(
    session: Session,
    make: Callable[[str], Referral],
    hashed: bytes,
    *,
    came_by: CameBy,
    set_aside_for: Collection[str],
) -> tuple[Referral, bool]:
    """Insert a new referral, or return the one that another request of the same journey has just made."""
    for _ in range(_TRIES):
        referral = make(codes.new_reference())
        referral.came_by = came_by
        if set_aside_for and not referral.urgent:
            referral.set_aside_at, referral.set_aside_for = referral.received_at, sorted(set_aside_for)
        if add_once(session, referral):
            return referral, True
        there = _by_journey(session, hashed)
        if there is not None:
            return there, False
    raise RuntimeError(f"no free reference in {_TRIES} tries")


def _by_journey(session: Session, hashed: bytes) -> Referral | None:
    return session.scalars(select(Referral).where(Referral.journey_hash == hashed)).one_or_none()
