"""Made-up counts for the demonstration's figures: searches, needs by district, and how far forms come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

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

_NEEDS = ("autism", "adhd", "anxiety", "hearing")
_LEFT = {"strengths": 14, "help-now": 6, "contact": 9, "agreement": 4}
"""How many of those who came so far stop at a step."""
_BEGUN = 120


def load(session: Session, *, today: date) -> bool:
    """Add the counts, unless there are any; return whether they were added. All stand on one day of this year."""
    if any(session.scalar(select(table).limit(1)) is not None for table in (DemandCount.day, StepCount.day)):
        return False
    day = max(today - timedelta(days=7), today.replace(month=1, day=1))
    slugs = [district.slug for district in districts(session)]
    counts.add(session, dict(_searches(day, slugs)))
    steps.add(session, dict(_steps(day)))
    rows = [
        {"month": day.replace(day=1), "district": slug, "area": area.value, "count": 3 + 2 * at + number}
        for at, slug in enumerate(slugs)
        for number, area in enumerate((Hard.COMMUNICATION, Hard.LEARNING, Hard.FEELINGS, Hard.BODY))
    ]
    has_needs = session.scalar(select(DistrictNeedCount.month).limit(1)) is not None
    if rows and not has_needs:
        session.execute(insert(DistrictNeedCount), rows)
    return True


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
