"""What staff decide about a correction. Whoever left an address is told in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.feedback.corrections import messages, sealing
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.corrections.vocabulary import Outcome
from localoffer.languages import get
from localoffer.listings import presenters
from localoffer.outbox import store

ANSWER = "correction-answer"


class ChangedMeanwhile(Exception):
    """Somebody else has decided about the correction since it was shown."""


@dataclass(frozen=True)
class Decision:
    """What came of a correction, in a code and in words (which may be empty); who says so, and when."""

    outcome: Outcome
    answer: str
    actor: str
    on: date


def decide(
    session: Session, row: Correction, decision: Decision, *, seen_version: int, keys: KeyRing, council: Council
) -> None:
    """Close a correction. The mail to whoever left an address is queued with it, and the address kept no longer.

    Raises:
        ChangedMeanwhile: when it is no longer the one that was shown, or was decided already.
        CannotOpen: when what was written does not open.
    """
    if row.outcome is not None or row.row_version != seen_version:
        raise ChangedMeanwhile
    inside = sealing.open_inside(row, keys=keys)
    sealing.seal(row, replace(inside, email="", answer=decision.answer), keys=keys)
    row.outcome, row.decided_on, row.decided_by = decision.outcome, decision.on, decision.actor
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    if inside.email:
        _mail(session, row, inside.email, decision, keys=keys, council=council)
    audit.record(
        session,
        key=keys.audit,
        actor=decision.actor,
        action="correction.decided",
        subject="correction",
        subject_id=str(row.uuid),
        details={"outcome": decision.outcome.value},
    )


def answer_key(row: Correction) -> str:
    """Return what the answer to a correction is known by in the outbox."""
    return f"{ANSWER}:{row.uuid}"


def _mail(
    session: Session, row: Correction, email: str, decision: Decision, *, keys: KeyRing, council: Council
) -> None:
    name = presenters.name(row.listing, get(row.language)).text
    written = messages.answer(decision.outcome, decision.answer, service=name, language=row.language, council=council)
    store.enqueue(
        session,
        keys=keys,
        unique_key=answer_key(row),
        kind=ANSWER,
        to=email,
        subject=written.subject,
        body=written.body,
        language=written.language,
    )
