"""What the queue can be narrowed to and sorted by, and the conditions of the database for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, select, true

from localoffer.places.models import District
from localoffer.referrals.models import Referral
from localoffer.referrals.triage import ENDED, NOT_ANSWERED
from localoffer.referrals.vocabulary import ReferralStage, Referrer

IN_QUEUE = Referral.set_aside_at.is_(None)
URGENT = and_(Referral.urgent, Referral.urgent_answered_at.is_(None))


class Only(StrEnum):
    """What the queue can be narrowed to, beside a stage."""

    URGENT = "urgent"
    OVERDUE = "overdue"
    DUE_TODAY = "due-today"
    NEW = "new"
    WAITING_FOR_FAMILY = "waiting-for-family"


class Sort(StrEnum):
    """By what the queue is sorted: when it came, the day promised, or how long nothing has moved."""

    OLDEST = "oldest"
    NEWEST = "newest"
    PROMISED = "promised"
    STILL = "still"


class Assigned(StrEnum):
    """Whose work the queue shows; a colleague is named by how the audit names them (``staff:<id>``)."""

    ME = "me"
    NOBODY = "nobody"
    LEFT = "left"


@dataclass(frozen=True)
class QueueFilter:
    """What the queue is narrowed to.

    Without a stage it holds those that have not ended; ``with_ended`` all. ``district`` is a slug and ``language`` a
    code; both are empty for all. ``assigned`` is a code of ``Assigned``, or names a colleague; empty for everybody's.
    """

    stage: ReferralStage | None = None
    with_ended: bool = False
    district: str = ""
    only: Only | None = None
    assigned: str = ""
    referrer: Referrer | None = None
    language: str = ""
    needs_interpreter: bool = False
    sort: Sort = Sort.OLDEST


@dataclass(frozen=True)
class Looking:
    """Who looks at the queue on which day, and who of the team can work on referrals (``staff:<id>``)."""

    today: date
    me: str
    team: Collection[str]


def is_wanted(wanted: QueueFilter, looking: Looking) -> ColumnElement[bool]:
    """Return the condition of everything that is wanted."""
    stage: ColumnElement[bool] = true()
    if wanted.stage is not None:
        stage = Referral.stage == wanted.stage
    elif not wanted.with_ended:
        stage = Referral.stage.not_in(ENDED)
    only = true() if wanted.only is None else is_only(wanted.only, looking.today)
    return and_(is_about(wanted), is_assigned(wanted.assigned, looking), stage, only)


def is_about(wanted: QueueFilter) -> ColumnElement[bool]:
    """Return the condition of whom referrals are about and by whom they came; not of how they stand."""
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.district:
        conditions.append(
            Referral.district_id == select(District.id).where(District.slug == wanted.district).scalar_subquery()
        )
    if wanted.referrer is not None:
        conditions.append(Referral.referrer == wanted.referrer)
    if wanted.language:
        conditions.append(Referral.language == wanted.language)
    if wanted.needs_interpreter:
        conditions.append(Referral.needs_interpreter.is_(True))
    return and_(*conditions)


def is_assigned(to: str, looking: Looking) -> ColumnElement[bool]:
    """Return the condition that a referral is that person's work; true for everybody's."""
    if not to:
        return true()
    if to == Assigned.NOBODY:
        return Referral.assigned_to == ""
    if to == Assigned.LEFT:
        return and_(Referral.assigned_to != "", Referral.assigned_to.not_in(looking.team))
    return Referral.assigned_to == (looking.me if to == Assigned.ME else to)


def is_only(only: Only, today: date) -> ColumnElement[bool]:
    """Return the condition of what the queue can be narrowed to beside a stage."""
    owed = Referral.stage.in_(NOT_ANSWERED)
    return {
        Only.URGENT: URGENT,
        Only.OVERDUE: and_(Referral.promised_by < today, owed),
        Only.DUE_TODAY: and_(Referral.promised_by == today, owed),
        Only.NEW: Referral.stage == ReferralStage.RECEIVED,
        Only.WAITING_FOR_FAMILY: Referral.stage == ReferralStage.MORE_INFORMATION,
    }[only]


def in_order(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    """Return by what a list is ordered: where somebody may be at risk comes first in every order."""
    first: dict[Sort, ColumnElement[Any]] = {
        Sort.OLDEST: Referral.received_at.asc(),
        Sort.NEWEST: Referral.received_at.desc(),
        Sort.PROMISED: Referral.promised_by.asc().nulls_last(),
        Sort.STILL: Referral.stage_changed_at.asc(),
    }
    return case((URGENT, 0), else_=1), first[sort], Referral.id.asc()
