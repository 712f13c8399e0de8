"""Moving a referral with everything that goes with it, in the caller's transaction: what is said, named and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.referrals import seeing_to, triage
from localoffer.referrals.deciding import alternatives, letters
from localoffer.referrals.deciding.composing import Composed
from localoffer.referrals.deciding.letters import Made
from localoffer.referrals.models import Referral, ReferralMessage, StageChange
from localoffer.referrals.seeing_to import ToFamily
from localoffer.referrals.vocabulary import MessageKind, ReferralStage, Refusal


@dataclass(frozen=True)
class OwnWords:
    """What a member of staff writes to the family beside the template, in the language of that code."""

    text: str
    language: str


@dataclass(frozen=True)
class Move:
    """One move as somebody decided it.

    ``seen_version`` is the referral's as it was shown; ``instead`` are ids of listings; ``message``, ``words`` and
    ``letter`` are None where the family gets none.
    """

    to: ReferralStage
    note: str
    seen_version: int
    reason: Refusal | None = None
    instead: tuple[int, ...] = ()
    message: Composed | None = None
    words: OwnWords | None = None
    letter: Made | None = None


def carry_out(
    session: Session, referral: Referral, move: Move, *, keys: KeyRing, actor: str, at: datetime
) -> tuple[StageChange, list[ReferralMessage]]:
    """Move a referral; return the change, and the messages that the family can read now.

    Raises:
        ChangedMeanwhile, NotAllowed, NoteMissing, ReasonMissing: as ``triage.move`` does.
    """
    change = triage.move(
        session,
        referral=referral,
        to=move.to,
        note=move.note,
        seen_version=move.seen_version,
        keys=keys,
        actor=actor,
        at=at,
        reason=move.reason,
    )
    alternatives.name(session, change, move.instead)
    # each at a moment of its own, to which its text is bound
    sent = [
        seeing_to.write(session, referral, written, keys=keys, actor=actor, at=now())
        for written in _messages(move, change)
    ]
    if move.letter is not None:
        letters.keep(session, referral, change, move.letter, keys=keys, actor=actor, at=at)
    return change, [message for message in sent if message is not None]


def _messages(move: Move, change: StageChange) -> Iterator[ToFamily]:
    if move.message is not None:
        text, language = move.message.whole, move.message.language.code
        yield ToFamily(MessageKind.UPDATE, text, language, page=f"move-{change.id}")
    if move.words is not None:
        is_question = move.to is ReferralStage.MORE_INFORMATION
        kind = MessageKind.QUESTION if is_question else MessageKind.UPDATE
        yield ToFamily(kind, move.words.text, move.words.language, page=f"words-{change.id}")
