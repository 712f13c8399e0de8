"""What the team does about a referral beside moving it: deal with what is urgent, let it into the queue, write.

The caller holds the referral's row (``queries.get`` with ``locked``), so that of two people at once the second finds
done what the first did.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals import needs, sealing, tasks
from localoffer.referrals.following import family_code, tracking
from localoffer.referrals.models import Referral, ReferralMessage
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import MessageBy, MessageKind, TaskKind


@dataclass(frozen=True)
class ToFamily:
    """Something that the team writes to a family: a question or an update, in the language of that code.

    ``page`` is random and the same for both clicks of a double click.
    """

    kind: MessageKind
    text: str
    language: str
    page: str


def answer_urgent(session: Session, referral: Referral, *, note: str, keys: KeyRing, actor: str, at: datetime) -> None:
    """Say that somebody dealt with the risk, with a note that says how; the task that came of it is done with that.

    The referral stays marked: ``urgent`` is what the family said.
    """
    if not referral.urgent or referral.urgent_answered_at is not None:
        return
    referral.urgent_answered_at = at
    for task in referral.tasks:
        if task.kind is TaskKind.URGENT:
            tasks.finish(session, referral, task, note=note, keys=keys, actor=actor, at=at)
    session.flush()
    _record(session, referral, "referral.urgent_answered", keys=keys, actor=actor, note=bool(note))


def release(session: Session, referral: Referral, *, keys: KeyRing, desk: Desk, actor: str, at: datetime) -> None:
    """Let a referral that was set aside into the queue; a family that somebody else asked for now gets its invitation.

    The team is told nothing: whoever releases it has seen it.
    """
    if referral.set_aside_at is None:
        return
    signs = list(referral.set_aside_for)
    referral.set_aside_at, referral.set_aside_for = None, []
    session.flush()
    _record(session, referral, "referral.released", keys=keys, actor=actor, signs=signs)
    if referral.key is not None:
        answers = sealing.open_answers(referral, keys=keys)
        needs.count(session, answers, at=referral.received_at)
        family_code.invite(session, referral, answers, keys=keys, desk=desk, at=at)


def write(
    session: Session, referral: Referral, written: ToFamily, *, keys: KeyRing, actor: str, at: datetime
) -> ReferralMessage | None:
    """Store what the team writes to the family, sealed; None when that page has been sent before."""
    page_hash = hashlib.sha256(f"{referral.uuid}:{written.page}".encode()).digest()
    if any(message.page_hash == page_hash for message in referral.messages):
        return None
    message = ReferralMessage(
        referral_id=referral.id,
        by=MessageBy.TEAM,
        kind=written.kind,
        sealed_text=sealing.seal_text(referral, written.text, keys=keys, column=tracking.TEXT, at=at),
        language=written.language,
        made_by=actor,
        made_at=at,
        page_hash=page_hash,
    )
    referral.messages.append(message)
    session.flush()
    _record(session, referral, "referral.message_written", keys=keys, actor=actor, kind=written.kind.value)
    return message


def _record(session: Session, referral: Referral, action: str, *, keys: KeyRing, actor: str, **details: Any) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=action,
        subject="referral",
        subject_id=str(referral.uuid),
        details=details,
    )
