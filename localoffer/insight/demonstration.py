"""Made-up counts for the demonstration's figures: searches, needs by district, and how far forms come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.adding_up import take_away
from localoffer.audit import AuditEntry
from localoffer.feedback import counts
from localoffer.feedback.counts import Counted, NeedSought, SearchMade
from localoffer.feedback.models import DemandCount
from localoffer.feedback.vocabulary import Results
from localoffer.insight import steps
from localoffer.insight.admin_form import ASKED_OF_ALL
from localoffer.insight.models import StepCount
from localoffer.insight.steps import StepTaken
from localoffer.places.queries import districts
from localoffer.referrals.choices import Hard
from localoffer.referrals.needs import DistrictNeedCount

_SUBJECT = "figures"
_COUNTED, _REMOVED = "demonstration.counted", "demonstration.removed"
_NEEDS = ("autism", "adhd", "mental-health", "hearing")
_LEFT = {"strengths": 14, "help-now": 6, "contact": 9, "agreement": 4}
"""How many of those who came so far stop at a step."""
_BEGUN = 120


def load(session: Session, *, today: date, audit_key: bytes, actor: str = "command") -> bool:
    """Add the counts, unless there are any; return whether they were added. All stand on one day of this year.

    The day and how much was counted are written into the record: families may be counted on that day, too.
    """
    if any(session.scalar(select(table).limit(1)) is not None for table in (DemandCount.day, StepCount.day)):
        return False
    has_needs = session.scalar(select(DistrictNeedCount.month).limit(1)) is not None
    made = _made(session, max(today - timedelta(days=7), today.replace(month=1, day=1)), with_needs=not has_needs)
    counts.add(session, made.searches)
    steps.add(session, made.steps)
    if made.needs:
        session.execute(insert(DistrictNeedCount), made.needs)
    _record(session, _COUNTED, made.as_details(), audit_key=audit_key, actor=actor)
    return True


def are_there(session: Session) -> bool:
    """Return whether the counts were added and not taken away since."""
    return _noted(session) is not None


def remove(session: Session, *, audit_key: bytes, actor: str) -> bool:
    """Take away exactly what was added; what families did on the same day stays counted.

    Returns False where it has to stay: another version of the site made it, whose numbers are not known here.
    """
    noted = _noted(session)
    if noted is None:
        return True
    made = _made(session, date.fromisoformat(noted["day"]), with_needs=bool(noted["needs"]))
    if made.as_details() != noted:
        return False
    counts.take_back(session, made.searches)
    steps.take_back(session, made.steps)
    take_away(session, DistrictNeedCount.__table__, made.needs)  # type: ignore[arg-type]
    _record(session, _REMOVED, made.as_details(), audit_key=audit_key, actor=actor)
    return True


@dataclass(frozen=True)
class _Made:
    """What is counted on one day; ``digest`` is the same for the same counts alone."""

    day: date
    searches: dict[Counted, int]
    steps: dict[StepTaken, int]
    needs: list[dict[str, Any]]

    def as_details(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "searches": sum(self.searches.values()),
            "steps": sum(self.steps.values()),
            "needs": sum(row["count"] for row in self.needs),
            "digest": self.digest,
        }

    @property
    def digest(self) -> str:
        counted = [*map(list, self.searches.items()), *map(list, self.steps.items()), *self.needs]
        return hashlib.sha256(json.dumps(counted, default=str).encode()).hexdigest()[:16]


def _made(session: Session, day: date, *, with_needs: bool) -> _Made:
    slugs = [district.slug for district in districts(session)]
    return _Made(day, dict(_searches(day, slugs)), dict(_steps(day)), list(_needs(day, slugs)) if with_needs else [])


def _noted(session: Session) -> dict[str, Any] | None:
    """Return what the record says was added; None where nothing was, or it was taken away since."""
    told = select(AuditEntry).where(AuditEntry.subject == _SUBJECT, AuditEntry.action.in_((_COUNTED, _REMOVED)))
    newest = session.scalars(told.order_by(AuditEntry.number.desc()).limit(1)).one_or_none()
    return newest.details if newest is not None and newest.action == _COUNTED else None


def _record(session: Session, action: str, details: dict[str, Any], *, audit_key: bytes, actor: str) -> None:
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=action,
        subject=_SUBJECT,
        subject_id="demonstration",
        details=details,
    )


def _needs(day: date, slugs: list[str]) -> Iterator[dict[str, Any]]:
    for at, slug in enumerate(slugs):
        for number, area in enumerate((Hard.COMMUNICATION, Hard.LEARNING, Hard.FEELINGS, Hard.BODY)):
            yield {
                "month": day.replace(day=1),
                "district": slug,
                "area": area.value,
                "count": 3 + 2 * at + number,
            }


def _searches(day: date, slugs: list[str]) -> Iterator[tuple[Counted, int]]:
    made = nothing = 0
    for at, slug in enumerate(slugs):
        for number, need in enumerate(_NEEDS):
            found, missed = 6 + 3 * at + 5 * number, 5 + number * at
            yield NeedSought(day, slug, need, Results.SOME), found
            yield NeedSought(day, slug, need, Results.NONE), missed
            made, nothing = made + found, nothing + missed
    yield SearchMade(day, "en", Results.SOME), max(made, 1)
    yield SearchMade(day, "en", Results.NONE), max(nothing, 1)


def _steps(day: date) -> Iterator[tuple[StepTaken, int]]:
    left = _BEGUN
    for step in ASKED_OF_ALL:
        left -= _LEFT.get(step, 1)
        yield StepTaken(day, step), left
