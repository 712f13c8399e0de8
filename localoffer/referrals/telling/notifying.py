"""Who hears of a referral that has just been sent: whoever filled it in, the team, and in need whoever is on duty.

Everything waits in the outbox, stored in the transaction that makes the referral.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.referrals.answers import Answers
from localoffer.referrals.models import Referral
from localoffer.referrals.telling import admin_messages, messages, safe_ways
from localoffer.referrals.telling.messages import Sent
from localoffer.referrals.telling.safe_ways import SafeWay
from localoffer.referrals.vocabulary import Referrer
from localoffer.vocabulary import SentBy


@dataclass(frozen=True)
class Desk:
    """The team that reads referrals.

    ``base_url`` is what the links in its mails begin with; ``promised_days`` within how many working days it answers,
    where the council promises that, and ``promise_is_example`` whether a demonstration made that up; ``sends_texts``
    whether text messages have a way out.
    """

    council: Council
    base_url: str
    team_address: str
    duty_address: str
    promised_days: int | None = None
    promise_is_example: bool = False
    sends_texts: bool = False


def receipt_address(answers: Answers) -> str:
    """Return where the referrer gets mail: their own address, never that of a family somebody else refers."""
    if answers.about_you is not None:
        return answers.about_you.email
    return answers.contact.email if answers.contact else ""


def tell(session: Session, referral: Referral, answers: Answers, *, keys: KeyRing, desk: Desk, language: str) -> None:
    """Store the receipt, where there is a safe way for one, the notice to the team, and the alert where it is urgent.

    A referral that is set aside brings its receipt only: nobody is to be called for what may be spam.

    Args:
        language: that of the pages which the referrer read.
    """
    council, reference = desk.council, referral.reference
    tell = partial(safe_ways.tell, session, keys=keys, about=str(referral.uuid))
    if referral.set_aside_at is None:
        notice = admin_messages.notice(council=council, reference=reference, base_url=desk.base_url)
        tell([SafeWay(SentBy.EMAIL, desk.team_address)], lambda _: notice, kind="notice")
    if referral.urgent:
        urgent = admin_messages.urgent(council=council, reference=reference, base_url=desk.base_url)
        tell([SafeWay(SentBy.EMAIL, desk.duty_address)], lambda _: urgent, kind="urgent")
    sent = Sent(
        reference,
        desk.base_url,
        promised_by=referral.promised_by,
        promise_is_example=desk.promise_is_example,
        family_reads=referral.language if answers.about_you else "",
    )
    is_young = answers.referrer is Referrer.YOUNG_PERSON
    tell(
        safe_ways.to_referrer(answers, texts=desk.sends_texts),
        lambda way: messages.receipt(sent, language=language, council=council, way=way, to_young_person=is_young),
        kind="receipt",
    )
