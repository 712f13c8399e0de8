"""Moving referrals on: which moves there are, and making one, once, with its note and its audit entry."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals import sealing
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import ReferralStage as Stage
from localoffer.referrals.vocabulary import Refusal

_ONWARDS: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (Stage.BEING_LOOKED_AT, Stage.MORE_INFORMATION, Stage.WITHDRAWN),
    Stage.BEING_LOOKED_AT: (Stage.MORE_INFORMATION, Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN),
    Stage.MORE_INFORMATION: (Stage.BEING_LOOKED_AT, Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN),
    Stage.ACCEPTED: (Stage.WAITING_FOR_PROVIDER, Stage.STARTED, Stage.WITHDRAWN),
    Stage.WAITING_FOR_PROVIDER: (Stage.STARTED, Stage.WITHDRAWN),
    Stage.STARTED: (Stage.FINISHED, Stage.WITHDRAWN),
    Stage.FINISHED: (),
    Stage.NOT_ACCEPTED: (),
    Stage.WITHDRAWN: (),
}
# what puts a wrong move right
_BACK: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (),
    Stage.BEING_LOOKED_AT: (Stage.RECEIVED,),
    Stage.MORE_INFORMATION: (Stage.RECEIVED,),
    Stage.ACCEPTED: (Stage.BEING_LOOKED_AT,),
    Stage.WAITING_FOR_PROVIDER: (Stage.ACCEPTED,),
    Stage.STARTED: (Stage.WAITING_FOR_PROVIDER, Stage.ACCEPTED),
    Stage.FINISHED: (Stage.STARTED,),
    Stage.NOT_ACCEPTED: (),
    Stage.WITHDRAWN: (),
}
ENDED = frozenset({Stage.FINISHED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN})
MOVES: dict[Stage, tuple[Stage, ...]] = {
    stage: (*_ONWARDS[stage], *_BACK[stage], *((Stage.BEING_LOOKED_AT,) if stage in ENDED else ())) for stage in Stage
}
# the family has heard nothing yet
NOT_ANSWERED = frozenset({Stage.RECEIVED, Stage.BEING_LOOKED_AT})
# nothing is decided; a decision from before no longer holds
UNDECIDED = NOT_ANSWERED | {Stage.MORE_INFORMATION}
DECISIONS = frozenset({Stage.ACCEPTED, Stage.NOT_ACCEPTED})


class NotAllowed(Exception):
    """A referral cannot go from its stage to that one."""


class NoteMissing(Exception):
    """This move needs a note that says why."""


class ReasonMissing(Exception):
    """A referral is not accepted for a reason alone."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the referral since it was shown."""


def moves_of(referral: Referral) -> tuple[Stage, ...]:
    """Return where the team can move a referral: nowhere while it is set aside, for it is not in the queue yet."""
    return MOVES[referral.stage] if referral.set_aside_at is None else ()


def goes_back(before: Stage, after: Stage) -> bool:
    """Return whether a move leads back along the way, because an earlier one was wrong."""
    return after in _BACK[before]


def opens_again(before: Stage, after: Stage) -> bool:
    """Return whether a move opens again what had ended."""
    return before in ENDED and after is Stage.BEING_LOOKED_AT


def needs_note(before: Stage, after: Stage) -> bool:
    """Return whether the team has to read why somebody made a move."""
    return after is Stage.MORE_INFORMATION or goes_back(before, after) or opens_again(before, after)


def move(
    session: Session,
    *,
    referral: Referral,
    to: Stage,
    note: str,
    seen_version: int,
    keys: KeyRing,
    actor: str,
    at: datetime,
    reason: Refusal | None = None,
) -> StageChange:
    """Move a referral to another stage, with a note that is stored sealed.

    Args:
        seen_version: the ``row_version`` that was shown to whoever moves it.
        reason: what the family is told where it is not accepted; of no other move.

    Raises:
        ChangedMeanwhile: when the referral is no longer the one that was shown.
        NotAllowed: when there is no such move.
        NoteMissing: when the move needs a note and has none.
        ReasonMissing: when it is not accepted and nobody says why.
    """
    if referral.row_version != seen_version:
        raise ChangedMeanwhile
    if to not in MOVES[referral.stage]:
        raise NotAllowed(f"{referral.stage.value} to {to.value}")
    if needs_note(referral.stage, to) and not note:
        raise NoteMissing
    if (to is Stage.NOT_ACCEPTED) != (reason is not None):
        raise ReasonMissing
    change = StageChange(
        referral_id=referral.id,
        from_stage=referral.stage,
        to_stage=to,
        reason=reason,
        sealed_note=sealing.seal_note(referral, note, keys=keys, made_at=at),
        made_by=actor,
        made_at=at,
    )
    referral.stage, referral.stage_changed_at = to, at
    referral.changes.append(change)
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.moved",
        subject="referral",
        subject_id=str(referral.uuid),
        details=_details(change),
    )
    return change


def _details(change: StageChange) -> dict[str, Any]:
    told = {"from": change.from_stage.value, "to": change.to_stage.value, "note": change.sealed_note is not None}
    return {**told, "reason": change.reason.value} if change.reason else told


def record_look(
    session: Session, *, referral_uuid: uuid.UUID, same_child: Sequence[uuid.UUID] = (), keys: KeyRing, actor: str
) -> None:
    """Write down that somebody opened one referral whole, and what of it the page shows.

    Args:
        same_child: other referrals whose names the page shows, because they seem to be about the same child.
    """
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.viewed",
        subject="referral",
        subject_id=str(referral_uuid),
        details={
            "fields": ["summary", "answers", "before_support", "messages", "notes"],
            "same_child": [str(one) for one in same_child],
        },
    )


def record_list_look(session: Session, *, shown: Sequence[uuid.UUID], where: str, keys: KeyRing, actor: str) -> None:
    """Write down that somebody saw the names of these referrals in a list: ``queue``, ``set_aside`` or ``tasks``."""
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=f"referral.{where}_viewed",
        subject="referral",
        subject_id=where,
        details={"fields": ["summary"], "referrals": [str(one) for one in shown]},
    )
