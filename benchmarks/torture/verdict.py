"""What is true at the end: whether each acknowledged form is one referral that opens, and every message went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from benchmarks.torture.forms import Journey, answers_of
from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Base, Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals import sealing
from localoffer.referrals.drafting import drafts
from localoffer.referrals.models import Referral

_MESSAGES = ("notice", "receipt")


@dataclass(frozen=True)
class Kept:
    """One referral as the database has it; ``child`` is empty where it does not open as it was sent."""

    uuid: str
    reference: str
    journey_hash: bytes
    child: str
    is_set_aside: bool


@dataclass
class Verdict:
    """What was found. ``faults`` has a sentence for each thing that must not be; empty is what is hoped for."""

    acknowledged: int = 0
    referrals: int = 0
    lost: int = 0
    duplicated: int = 0
    messages: int = 0
    undelivered: int = 0
    sent_again: int = 0
    audit_entries: int = 0
    faults: list[str] = field(default_factory=list)

    def require(self, holds: bool, fault: str) -> None:
        """Note a fault unless something holds."""
        if not holds:
            self.faults.append(fault)


def judge(
    database: Database, keys: KeyRing, journeys: Sequence[Journey], *, given_up: int, mails: Counter[str]
) -> Verdict:
    """Compare what families were told with what the database has and the mail server took.

    Args:
        journeys: those that the site acknowledged.
        given_up: how many forms the site did not acknowledge in time.
        mails: how often the mail server took each Message-ID.
    """
    verdict = Verdict(acknowledged=len(journeys))
    verdict.require(given_up == 0, f"{given_up} forms were never acknowledged")
    with database.session(writes=False) as session:
        kept = [_kept(referral, keys) for referral in session.scalars(select(Referral))]
        _judge_referrals(verdict, journeys, kept)
        _judge_drafts(verdict, session, keys, journeys)
        _judge_messages(verdict, session, kept, mails)
        _judge_audit(verdict, session, keys, kept)
        verdict.faults += integrity_faults(session)
    return verdict


def integrity_faults(session: Session) -> list[str]:
    """Return what the database says of its own files; empty when it finds nothing wrong.

    PostgreSQL builds each index anew from its table, which fails where a row cannot be read or a unique value is there
    twice.
    """
    if session.get_bind().dialect.name == "sqlite":
        found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
        broken = session.execute(text("PRAGMA foreign_key_check")).all()
        return [*[line for line in found if line != "ok"], *[f"a row of {row[0]} points nowhere" for row in broken]]
    try:
        for table in Base.metadata.tables:
            session.execute(text(f"REINDEX TABLE {table}"))
    except DBAPIError as error:
        return [f"an index cannot be built anew: {type(error.orig).__name__}"]
    return []


def _kept(referral: Referral, keys: KeyRing) -> Kept:
    try:
        child = sealing.open_summary(referral, keys=keys).first_name
        is_whole = sealing.open_answers(referral, keys=keys).strengths == answers_of(child).strengths
    except CannotOpen:
        child, is_whole = "", False
    return Kept(
        uuid=str(referral.uuid),
        reference=referral.reference,
        journey_hash=referral.journey_hash,
        child=child if is_whole else "",
        is_set_aside=referral.set_aside_at is not None,
    )


def _judge_referrals(verdict: Verdict, journeys: Sequence[Journey], kept: Sequence[Kept]) -> None:
    by_child = Counter(one.child for one in kept)
    by_journey = {one.journey_hash: one for one in kept}
    verdict.referrals = len(kept)
    verdict.lost = sum(by_child[journey.child] == 0 for journey in journeys)
    # by the name inside, so that it does not rest on the very constraint that is being tried
    verdict.duplicated = sum(count - 1 for child, count in by_child.items() if child)
    verdict.require(verdict.lost == 0, f"{verdict.lost} acknowledged forms are no referral that opens")
    verdict.require(verdict.duplicated == 0, f"{verdict.duplicated} referrals are of a form that has another")
    verdict.require(by_child[""] == 0, f"{by_child['']} referrals do not open as they were sent")
    verdict.require(len(kept) == len(journeys), f"{len(kept)} referrals for {len(journeys)} forms")
    aside = sum(one.is_set_aside for one in kept)
    verdict.require(aside == 0, f"{aside} referrals were taken for spam")
    told = [journey for journey in journeys if journey.reference]
    wrong = sum(_reference(by_journey, journey) != journey.reference for journey in told)
    verdict.require(wrong == 0, f"{wrong} of {len(told)} confirmations showed another reference")


def _reference(by_journey: dict[bytes, Kept], journey: Journey) -> str:
    found = by_journey.get(drafts.journey_hash(journey.token))
    return found.reference if found else ""


def _judge_drafts(verdict: Verdict, session: Session, keys: KeyRing, journeys: Iterable[Journey]) -> None:
    left = 0
    for journey in journeys:
        draft = drafts.load(session, keys=keys, token=journey.token, at=now())
        left += draft is None or draft.sent is None
    verdict.require(left == 0, f"{left} forms were sent and their answers are still a draft")


def _judge_messages(verdict: Verdict, session: Session, kept: Sequence[Kept], mails: Counter[str]) -> None:
    rows = session.execute(select(OutboxMessage.unique_key, OutboxMessage.message_id, OutboxMessage.sent_at)).all()
    there = Counter(row.unique_key for row in rows)
    missing = [f"{kind}:{one.uuid}" for one in kept for kind in _MESSAGES if there[f"{kind}:{one.uuid}"] != 1]
    taken = Counter({identity.strip("<>").partition("@")[0]: count for identity, count in mails.items()})
    verdict.messages = len(rows)
    verdict.undelivered = sum(row.sent_at is None for row in rows)
    verdict.sent_again = taken.total() - len(taken)
    never = sum(row.sent_at is not None and not taken[row.message_id] for row in rows)
    strangers = len(taken.keys() - {row.message_id for row in rows})
    verdict.require(not missing, f"{len(missing)} messages are missing from the outbox")
    verdict.require(verdict.undelivered == 0, f"{verdict.undelivered} messages did not go out")
    verdict.require(never == 0, f"{never} messages are marked sent and never reached the mail server")
    verdict.require(strangers == 0, f"{strangers} mails went out that the outbox does not know")


def _judge_audit(verdict: Verdict, session: Session, keys: KeyRing, kept: Sequence[Kept]) -> None:
    try:
        verdict.audit_entries = audit.verify(session, key=keys.audit)
    except audit.BrokenChain as error:
        verdict.faults.append(f"the audit is broken: {error}")
    entries = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "referral.submitted"))
    whole = Counter(entries) == Counter(one.uuid for one in kept)
    verdict.require(whole, "referrals and their audit entries do not match")
