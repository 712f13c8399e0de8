"""The retention job: first how much is past its time, then, when told to, removing it in batches.

It can be stopped and started at any moment, and run by two at once: each batch is a transaction, each whole referral
one of its own, and each row is looked at again before it goes. A row that cannot be removed stays, is counted, and
holds nothing else up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import Database
from localoffer.privacy.rules import CLOSED, Moment, Rule, Trail
from localoffer.referrals.models import Referral

log = structlog.get_logger()
BATCH = 100
# more closed referrals than that at once are the work of a wrong clock or of a slip in the settings
_FEW, _A_TENTH = 50, 10


@dataclass(frozen=True)
class Outcome:
    """What one rule found past its time, how much of it went, and how much could not be removed."""

    name: str
    over: int
    removed: int = 0
    failed: int = 0


def report(database: Database, rules: Sequence[Rule], moment: Moment) -> list[Outcome]:
    """Return how much is past its time by each rule, and remove nothing."""
    with database.session(writes=False) as session:
        return [Outcome(rule.name, _count(session, rule, moment)) for rule in rules]


def run(database: Database, rules: Sequence[Rule], moment: Moment, *, batch: int = BATCH) -> list[Outcome]:
    """Remove what is past its time, and return what became of it by each rule."""
    return [_apply(database, rule, moment, batch) for rule in rules]


def is_unusual(database: Database, rules: Sequence[Rule], moment: Moment) -> bool:
    """Return whether so many closed referrals are past their time at once that a person should look first."""
    with database.session(writes=False) as session:
        total = session.scalar(select(func.count()).select_from(Referral)) or 0
        over = sum(_count(session, rule, moment) for rule in rules if rule.name == CLOSED)
    return over > max(_FEW, total // _A_TENTH)


def _apply(database: Database, rule: Rule, moment: Moment, batch: int) -> Outcome:
    over = removed = failed = 0
    for found in _batches(database, rule, moment, batch):
        for values in [[value] for value in found] if rule.one_at_a_time else [found]:
            gone, stayed = _remove(database, rule, values, moment)
            over, removed, failed = over + len(values), removed + gone, failed + stayed
    return Outcome(rule.name, over, removed, failed)


def _batches(database: Database, rule: Rule, moment: Moment, batch: int) -> Iterator[Sequence[Any]]:
    """Yield the keys of what is past its time. Each is named once, so that a row that stays is not met again."""
    last = None
    while True:
        waiting = select(rule.key).where(rule.over(moment.at)).order_by(rule.key).limit(batch)
        with database.session(writes=False) as session:
            values = session.scalars(waiting if last is None else waiting.where(rule.key > last)).all()
        if not values:
            return
        yield values
        last = values[-1]


def _remove(database: Database, rule: Rule, values: Sequence[Any], moment: Moment) -> tuple[int, int]:
    gone, failed = [], 0
    with database.transaction() as session:
        for value in values:
            try:
                with session.begin_nested():
                    if rule.remove(session, value, moment):
                        gone.append(value)
            except Exception as error:  # whatever is wrong with one row, the others are not to stay for it
                failed += 1
                log.error("not_removed", kind=rule.name, fault=type(error).__name__)
        if gone and rule.trail is not Trail.NONE:
            _record(session, rule, gone, moment)
    return len(gone), failed


def _record(session: Session, rule: Rule, gone: Sequence[Any], moment: Moment) -> None:
    ids = {"ids": [str(value) for value in gone]} if rule.trail is Trail.IDS else {}
    audit.record(
        session,
        key=moment.keys.audit,
        actor=moment.actor,
        action="retention.removed",
        subject=rule.name,
        subject_id="many",
        details={"count": len(gone), **ids},
    )


def _count(session: Session, rule: Rule, moment: Moment) -> int:
    return session.scalar(select(func.count()).select_from(rule.key.class_).where(rule.over(moment.at))) or 0
