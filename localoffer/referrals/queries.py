"""Reading referrals, and what the pages about them need from other subjects."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.db import MissingRow
from localoffer.listings import queries as listings
from localoffer.places.models import District
from localoffer.referrals.models import Referral
from localoffer.referrals.triage import ENDED, NOT_ANSWERED
from localoffer.referrals.vocabulary import ReferralStage

Found = TypeVar("Found")

_MOST_DUPLICATES = 10
_IN_QUEUE = Referral.set_aside_at.is_(None)
# its names are asked for once, for all districts
_DISTRICT = joinedload(Referral.district).lazyload(District.texts)
_URGENT = and_(Referral.urgent, Referral.urgent_answered_at.is_(None))


class Only(StrEnum):
    """What the queue can be narrowed to, beside a stage."""

    URGENT = "urgent"
    OVERDUE = "overdue"
    DUE_TODAY = "due-today"


@dataclass(frozen=True)
class QueueFilter:
    """What the queue is narrowed to.

    Without a stage it holds those that have not ended; ``with_ended`` all. ``district`` is a slug, empty for all.
    """

    stage: ReferralStage | None = None
    with_ended: bool = False
    district: str = ""
    only: Only | None = None


@dataclass(frozen=True)
class Page(Generic[Found]):
    """One page of a list."""

    rows: Sequence[Found]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True)
class Waiting:
    """How many referrals are urgent and nobody has dealt with, are overdue or due today, and are set aside."""

    urgent: int
    overdue: int
    due_today: int
    set_aside: int


def queue(session: Session, *, wanted: QueueFilter, today: date, page: int = 1, per_page: int = 25) -> Page[Referral]:
    """Return one page of the referrals that are wanted: urgent ones first, then the oldest.

    Those that are set aside are in none. A page past the end gives the last.
    """
    chosen = _narrowed(select(Referral.id).where(_IN_QUEUE), wanted, today)
    order = (case((_URGENT, 0), else_=1), Referral.received_at, Referral.id)
    return one_page(session, _for_a_row(chosen).order_by(*order), chosen, page=page, per_page=per_page)


def set_aside(session: Session, *, page: int = 1, per_page: int = 25) -> Page[Referral]:
    """Return one page of the referrals that wait apart from the queue, newest first."""
    chosen = select(Referral.id).where(Referral.set_aside_at.is_not(None))
    newest = _for_a_row(chosen).order_by(Referral.set_aside_at.desc(), Referral.id.desc())
    return one_page(session, newest, chosen, page=page, per_page=per_page)


def one_page(session: Session, ordered: Select[Found], chosen: Select[Any], *, page: int, per_page: int) -> Page[Found]:
    """Return one page of an ordered query; ``chosen`` selects as many rows, to be counted."""
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = min(max(1, page), max(1, -(-total // per_page)))
    rows = session.scalars(ordered.limit(per_page).offset((page - 1) * per_page)).all()
    return Page(rows, total, page, per_page)


def counts_by_stage(session: Session, *, district: str = "") -> Mapping[ReferralStage, int]:
    """Return how many referrals in the queue stand at each stage, in the district when one is given; 0 for none."""
    chosen = _in_district(select(Referral.id).where(_IN_QUEUE), district)
    counted = dict.fromkeys(ReferralStage, 0)
    for stage, number in session.execute(
        select(Referral.stage, func.count()).where(Referral.id.in_(chosen)).group_by(Referral.stage)
    ):
        counted[stage] = number
    return counted


def waiting(session: Session, *, today: date) -> Waiting:
    """Return what the first page says must be seen to."""
    urgent, overdue, due_today, apart = session.execute(
        select(
            func.count().filter(_IN_QUEUE, _URGENT),
            func.count().filter(_IN_QUEUE, _is_overdue(today)),
            func.count().filter(_IN_QUEUE, _is_due(today)),
            func.count().filter(Referral.set_aside_at.is_not(None)),
        ).select_from(Referral)
    ).one()
    return Waiting(urgent, overdue, due_today, apart)


def get(session: Session, *, reference: str, locked: bool = False) -> Referral:
    """Return one referral with its key and everything that happened to it.

    Args:
        locked: hold its row until the transaction ends, so that two people do not undo each other's change.

    Raises:
        MissingRow: when there is none of that reference.
    """
    asked = (
        select(Referral)
        .where(Referral.reference == reference.strip().upper())
        .options(
            _DISTRICT,
            joinedload(Referral.key),
            joinedload(Referral.codes),
            selectinload(Referral.changes),
            selectinload(Referral.messages),
            selectinload(Referral.tasks),
        )
    )
    found = session.scalars(asked.with_for_update(of=Referral) if locked else asked).unique().one_or_none()
    if found is None:
        raise MissingRow("referral")
    return found


def same_child(session: Session, referral: Referral) -> Sequence[Referral]:
    """Return other referrals that seem to be about the same child: those of the same district first, then the newest.

    They agree in last name and date of birth, so twins are among them.
    """
    if referral.child_hash is None:
        return []
    same_district = case((Referral.district_id == referral.district_id, 0), else_=1)
    return session.scalars(
        select(Referral)
        .where(Referral.child_hash == referral.child_hash, Referral.id != referral.id)
        .options(_DISTRICT, joinedload(Referral.key))
        .order_by(same_district, Referral.received_at.desc(), Referral.id.desc())
        .limit(_MOST_DUPLICATES)
    ).all()


def needs_in_areas(session: Session, areas: Collection[str]) -> list[str]:
    """Return the codes of the needs that belong to areas of need, for a search of services."""
    return [term.code for term in listings.terms(session, "need") if term.broader in areas]


def _for_a_row(chosen: Select[Any]) -> Select[Referral]:
    return select(Referral).where(Referral.id.in_(chosen)).options(_DISTRICT, joinedload(Referral.key))


def _narrowed(query: Select[Any], wanted: QueueFilter, today: date) -> Select[Any]:
    if wanted.stage is not None:
        query = query.where(Referral.stage == wanted.stage)
    elif not wanted.with_ended:
        query = query.where(Referral.stage.not_in(ENDED))
    if wanted.only is Only.URGENT:
        query = query.where(_URGENT)
    elif wanted.only is Only.OVERDUE:
        query = query.where(_is_overdue(today))
    elif wanted.only is Only.DUE_TODAY:
        query = query.where(_is_due(today))
    return _in_district(query, wanted.district)


def _in_district(query: Select[Any], district: str) -> Select[Any]:
    return query.join(Referral.district).where(District.slug == district) if district else query


def _is_overdue(today: date) -> ColumnElement[bool]:
    return and_(Referral.promised_by < today, Referral.stage.in_(NOT_ANSWERED))


def _is_due(today: date) -> ColumnElement[bool]:
    return and_(Referral.promised_by == today, Referral.stage.in_(NOT_ANSWERED))
