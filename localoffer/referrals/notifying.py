"""Who hears of a referral that has just been sent: whoever filled it in, the team, and in need whoever is on duty.

Everything waits in the outbox, stored in the transaction that makes the referral.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.outbox import store
from localoffer.referrals import admin_messages, messages
from localoffer.referrals.answers import Answers
from localoffer.referrals.messages import Written
from localoffer.referrals.models import Referral


@dataclass(frozen=True)
class Desk:
    """The team that reads referrals.

    ``base_url`` is what the links in its mails begin with; ``promised_days`` within how many working days it answers,
    where the council promises that.
    """

    council: Council
    base_url: str
    team_address: str
    duty_address: str
    promised_days: int | None = None


def receipt_address(answers: Answers) -> str:
    """Return where the referrer gets mail: their own address, never that of a family somebody else refers."""
    if answers.about_you is not None:
        return answers.about_you.email
    return answers.contact.email if answers.contact else ""


def tell(session: Session, referral: Referral, answers: Answers, *, keys: KeyRing, desk: Desk, language: str) -> None:
    """Store the receipt, where there is an address for one, the notice to the team, and the alert where it is urgent.

    A referral that is set aside brings its receipt only: nobody is to be called for what may be spam.

    Args:
        language: that of the pages which the referrer read.
    """
    council, reference, base_url = desk.council, referral.reference, desk.base_url
    mails: list[tuple[str, str, Written]] = []
    if referral.set_aside_at is None:
        mails.append(
            (
                "notice",
                desk.team_address,
                admin_messages.notice(council=council, reference=reference, base_url=base_url),
            )
        )
    if referral.urgent:
        mails.append(
            (
                "urgent",
                desk.duty_address,
                admin_messages.urgent(council=council, reference=reference, base_url=base_url),
            )
        )
    if to := receipt_address(answers):
        mails.append(("receipt", to, messages.receipt(language=language, council=council, reference=reference)))
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
