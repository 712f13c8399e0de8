"""Reading referrals, and what the pages about them need from other subjects."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.db import MissingRow
from localoffer.listings import queries as listings
from localoffer.places.models import District
from localoffer.referrals.models import Referral
from localoffer.vocabulary import ReferralStage

_ORDER = (Referral.received_at, Referral.id)


@dataclass(frozen=True)
class QueueFilter:
    """What the queue is narrowed to; None and empty mean all."""

    stage: ReferralStage | None = None
    district: str = ""


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue, oldest first."""

    referrals: Sequence[Referral]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


def queue(session: Session, *, wanted: QueueFilter, page: int = 1, per_page: int = 25) -> QueuePage:
    """Return one page of the referrals that are wanted, oldest first; a page past the end gives the last."""
    chosen = _narrowed(select(Referral.id), wanted)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = min(max(1, page), max(1, -(-total // per_page)))
    found = session.scalars(
        select(Referral)
        .where(Referral.id.in_(chosen))
        .options(joinedload(Referral.district), selectinload(Referral.key))
        .order_by(*_ORDER)
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    return QueuePage(found, total, page, per_page)


def counts_by_stage(session: Session, *, district: str = "") -> Mapping[ReferralStage, int]:
    """Return how many referrals stand at each stage, in the district when one is given; 0 where there are none."""
    chosen = _narrowed(select(Referral.id), QueueFilter(district=district))
    counted = dict.fromkeys(ReferralStage, 0)
    for stage, number in session.execute(
        select(Referral.stage, func.count()).where(Referral.id.in_(chosen)).group_by(Referral.stage)
    ):
        counted[stage] = number
    return counted


def get(session: Session, *, reference: str) -> Referral:
    """Return one referral with its key and its history.

    Raises:
        MissingRow: when there is none of that reference.
    """
    found = session.scalars(
        select(Referral)
        .where(Referral.reference == reference.strip().upper())
        .options(joinedload(Referral.district), selectinload(Referral.key), selectinload(Referral.changes))
    ).one_or_none()
    if found is None:
        raise MissingRow("referral")
    return found


def needs_in_areas(session: Session, areas: Collection[str]) -> list[str]:
    """Return the codes of the needs that belong to areas of need, for a search of services."""
    return [term.code for term in listings.terms(session, "need") if term.broader in areas]


def _narrowed(query: Select[int], wanted: QueueFilter) -> Select[int]:
    if wanted.stage is not None:
        query = query.where(Referral.stage == wanted.stage)
    if wanted.district:
        query = query.join(Referral.district).where(District.slug == wanted.district)
    return query
