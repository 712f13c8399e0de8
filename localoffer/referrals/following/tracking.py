"""What is written about a referral after it was sent: by the family, by whoever asked for them, and the code for both.

Each write is one transaction of the caller's, with its audit entry, and happens once even if its page is sent twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.referrals import codes, sealing, triage
from localoffer.referrals.models import Referral, ReferralCode, ReferralMessage, ReferralTask
from localoffer.referrals.vocabulary import CodeHolder, MessageBy, MessageKind, ReferralStage, TaskKind
from localoffer.working_days import answer_by, day_of

TEXT = "referral_messages.sealed_text"
MOST_A_DAY = 20
# In working days. A concern may be about safety, so it waits for one night at most. After a missed visit the next one
# may be days away. What is new is read before the team decides; a form that was taken back hurts nobody by waiting.
DUE_WITHIN = {
    TaskKind.CONCERN: 1,
    TaskKind.MISSED_VISIT: 2,
    TaskKind.INFORMATION: 3,
    TaskKind.WITHDRAWAL: 5,
}
REPORTS = (MessageKind.GOING_WELL, MessageKind.CONCERN, MessageKind.MISSED_VISIT)
_TASKS = {
    MessageKind.INFORMATION: TaskKind.INFORMATION,
    MessageKind.CONCERN: TaskKind.CONCERN,
    MessageKind.MISSED_VISIT: TaskKind.MISSED_VISIT,
    MessageKind.WITHDRAWAL: TaskKind.WITHDRAWAL,
}


class TooOften(Exception):
    """More was written about this referral in one day than anybody writes."""


@dataclass(frozen=True)
class Said:
    """What somebody wrote, in which language, and the mark of the page that they wrote it on."""

    whose: CodeHolder
    text: str
    language: str
    mark: str
    at: datetime

    @property
    def by(self) -> MessageBy:
        return MessageBy(self.whose.value)


def add_information(session: Session, *, referral: Referral, said: Said, keys: KeyRing) -> bool:
    """Keep something that the team should know, with a task to read it; return False where it is kept already.

    Raises:
        TooOften: when far too much was written within a day.
    """
    return _keep(session, referral, MessageKind.INFORMATION, said, keys=keys)


def report(session: Session, *, referral: Referral, kind: MessageKind, said: Said, keys: KeyRing) -> bool:
    """Keep how the support is going; a concern or a missed visit becomes a dated task. False where it is kept already.

    Raises:
        ValueError: when the kind is none of ``REPORTS``.
        TooOften: when far too much was written within a day.
    """
    if kind not in REPORTS:
        raise ValueError(f"{kind.value} says nothing about support")
    return _keep(session, referral, kind, said, keys=keys)


def withdraw(session: Session, *, referral: Referral, said: Said, keys: KeyRing) -> bool:
    """Take a referral back, with the reason if one was given and a task for the team; False where it is so already.

    Raises:
        NotAllowed: when the referral is at its end, so that there is nothing to take back.
    """
    session.refresh(referral, with_for_update={"of": Referral})
    if referral.stage is ReferralStage.WITHDRAWN:
        return False
    triage.move(
        session,
        referral=referral,
        to=ReferralStage.WITHDRAWN,
        note="",
        seen_version=referral.row_version,
        keys=keys,
        actor=_actor(said),
        at=said.at,
    )
    return _keep(session, referral, MessageKind.WITHDRAWAL, said, keys=keys)


def may_withdraw(stage: ReferralStage) -> bool:
    """Return whether a referral can be taken back from where it stands."""
    return ReferralStage.WITHDRAWN in triage.MOVES[stage]


def issue_family_code(session: Session, referral: Referral, *, keys: KeyRing, actor: str) -> str:
    """Make a new status code for the family, in the place of any it had, and return it: it is stored as a hash only.

    A link that was sent to claim one no longer works.
    """
    code = codes.new_code()
    held = next((one for one in referral.codes if one.whose is CodeHolder.FAMILY), None)
    if held is None:
        held = ReferralCode(whose=CodeHolder.FAMILY)
        referral.codes.append(held)
    held.code_hash = codes.code_hash(keys, reference=referral.reference, code=code)
    held.claim_hash, held.claim_until = None, None
    session.flush()
    _record(session, referral, "referral.code_issued", {"whose": CodeHolder.FAMILY.value}, keys=keys, actor=actor)
    return code


def add_task(session: Session, referral: Referral, kind: TaskKind, *, at: datetime) -> None:
    """Add a task with its day; new information joins a task to read that is still open."""
    is_open = select(ReferralTask.id).where(
        ReferralTask.referral_id == referral.id, ReferralTask.kind == kind, ReferralTask.done_at.is_(None)
    )
    if kind is TaskKind.INFORMATION and session.scalar(is_open.limit(1)) is not None:
        return
    due_on = answer_by(day_of(at), DUE_WITHIN[kind])
    session.add(ReferralTask(referral_id=referral.id, kind=kind, due_on=due_on, made_at=at))
    session.flush()


def _keep(session: Session, referral: Referral, kind: MessageKind, said: Said, *, keys: KeyRing) -> bool:
    """Add one message, its task and its audit entry, unless the same page has brought the same before."""
    page = f"{referral.uuid}:{kind.value}:{said.mark}:{said.text}"
    page_hash = keys.keyed_hash("status message", page.encode())
    if session.scalar(select(ReferralMessage.id).where(ReferralMessage.page_hash == page_hash)) is not None:
        return False
    if kind is not MessageKind.WITHDRAWAL:
        _refuse_flood(session, referral, said)
    message = ReferralMessage(
        referral_id=referral.id,
        by=said.by,
        kind=kind,
        sealed_text=sealing.seal_text(referral, said.text, keys=keys, column=TEXT, at=said.at),
        language=said.language,
        made_by=_actor(said),
        made_at=said.at,
        page_hash=page_hash,
    )
    if not add_once(session, message):
        return False
    if kind in _TASKS:
        add_task(session, referral, _TASKS[kind], at=said.at)
    details = {"kind": kind.value, "by": said.by.value}
    _record(session, referral, "referral.told", details, keys=keys, actor=_actor(said))
    return True


def _refuse_flood(session: Session, referral: Referral, said: Said) -> None:
    since = said.at - timedelta(days=1)
    written = session.scalar(
        select(func.count()).where(
            ReferralMessage.referral_id == referral.id,
            ReferralMessage.by == said.by,
            ReferralMessage.made_at > since,
        )
    )
    if (written or 0) >= MOST_A_DAY:
        raise TooOften


def _record(
    session: Session, referral: Referral, action: str, details: dict[str, str], *, keys: KeyRing, actor: str
) -> None:
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=action,
        subject="referral",
        subject_id=str(referral.uuid),
        details=details,
    )


def _actor(said: Said) -> str:
    return said.whose.value
