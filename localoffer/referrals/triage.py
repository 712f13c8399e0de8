"""Moving referrals on: which moves there are, and making one, once, with its note and its audit entry."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.referrals import sealing
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import ReferralStage as Stage

MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (Stage.BEING_LOOKED_AT, Stage.MORE_INFORMATION, Stage.WITHDRAWN),
    Stage.BEING_LOOKED_AT: (Stage.MORE_INFORMATION, Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN),
    Stage.MORE_INFORMATION: (Stage.BEING_LOOKED_AT, Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN),
    Stage.ACCEPTED: (Stage.WAITING_FOR_PROVIDER, Stage.STARTED, Stage.BEING_LOOKED_AT, Stage.WITHDRAWN),
    Stage.WAITING_FOR_PROVIDER: (Stage.STARTED, Stage.ACCEPTED, Stage.WITHDRAWN),
    Stage.STARTED: (Stage.FINISHED, Stage.WAITING_FOR_PROVIDER, Stage.WITHDRAWN),
    Stage.FINISHED: (Stage.BEING_LOOKED_AT,),
    Stage.NOT_ACCEPTED: (Stage.BEING_LOOKED_AT,),
    Stage.WITHDRAWN: (Stage.BEING_LOOKED_AT,),
}
NEEDS_NOTE = frozenset({Stage.NOT_ACCEPTED, Stage.MORE_INFORMATION})
ENDED = frozenset({Stage.FINISHED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN})
# the family has heard nothing yet
NOT_ANSWERED = frozenset({Stage.RECEIVED, Stage.BEING_LOOKED_AT})


class NotAllowed(Exception):
    """A referral cannot go from its stage to that one."""


class NoteMissing(Exception):
    """This move needs a note that says why."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the referral since it was shown."""


def moves_of(referral: Referral) -> tuple[Stage, ...]:
    """Return where the team can move a referral: nowhere while it is set aside, for it is not in the queue yet."""
    return MOVES[referral.stage] if referral.set_aside_at is None else ()


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
) -> StageChange:
    """Move a referral to another stage, with a note that is stored sealed.

    Args:
        seen_version: the ``row_version`` that was shown to whoever moves it.

    Raises:
        ChangedMeanwhile: when the referral is no longer the one that was shown.
        NotAllowed: when there is no such move.
        NoteMissing: when the move needs a note and has none.
    """
    if referral.row_version != seen_version:
        raise ChangedMeanwhile
    if to not in MOVES[referral.stage]:
        raise NotAllowed(f"{referral.stage.value} to {to.value}")
    if to in NEEDS_NOTE and not note:
        raise NoteMissing
    change = StageChange(
        referral_id=referral.id,
        from_stage=referral.stage,
        to_stage=to,
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
        details={"from": change.from_stage.value, "to": to.value, "note": bool(note)},
    )
    return change


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
