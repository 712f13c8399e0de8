"""Telling people that there is something new about a referral: whoever filled it in, and the family, as they chose.

Nobody is told in a way that is not safe. What is new stands on the status page alone, for those who have a code.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import LANGUAGES
from localoffer.referrals import sealing
from localoffer.referrals.models import Referral
from localoffer.referrals.telling import safe_ways, update_messages
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.telling.safe_ways import SafeWay
from localoffer.referrals.vocabulary import CodeHolder, Referrer
from localoffer.vocabulary import SentBy


def tell(
    session: Session, referral: Referral, *, what: str, family_alone: bool, keys: KeyRing, desk: Desk
) -> frozenset[SentBy]:
    """Store a message to everybody who can read what is new; return by which ways the family is told.

    Args:
        what: names what is new, as ``move-12``: it is told once.
        family_alone: whether only the family can read it.
    """
    try:
        answers = sealing.open_answers(referral, keys=keys)
        form_language = sealing.open_summary(referral, keys=keys).form_language
    except CannotOpen:
        return frozenset()

    def send(ways: Sequence[SafeWay], language: str, reader: CodeHolder) -> None:
        safe_ways.tell(
            session,
            ways,
            lambda way: update_messages.update(
                language=language,
                council=desk.council,
                reference=referral.reference,
                base_url=desk.base_url,
                way=way,
                to_young_person=referral.referrer is Referrer.YOUNG_PERSON,
            ),
            keys=keys,
            kind="update",
            about=f"{referral.uuid}:{what}:{reader.value}",
        )

    if answers.about_you is not None and not family_alone:
        send(safe_ways.to_referrer(answers, texts=desk.sends_texts), form_language, CodeHolder.REFERRER)
    to_family = safe_ways.to_family(answers, texts=desk.sends_texts) if family_can_read(referral) else ()
    spoken = answers.speaking.language if answers.speaking else ""
    send(to_family, spoken if spoken in LANGUAGES else form_language, CodeHolder.FAMILY)
    return frozenset(safe.way for safe in to_family)


def family_can_read(referral: Referral) -> bool:
    """Return whether the family has a code to read with; where somebody else asked, it has none until it gets one."""
    return all(one.code_hash is not None for one in referral.codes if one.whose is CodeHolder.FAMILY)
