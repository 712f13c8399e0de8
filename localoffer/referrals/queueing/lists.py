"""The lists of referrals: the queue, what is set aside as possible spam, and how many stand where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from localoffer.paging import in_range
from localoffer.referrals.models import Referral
from localoffer.referrals.queries import DISTRICT, Page, one_page
from localoffer.referrals.queueing.filters import (
    IN_QUEUE,
    Assigned,
    Looking,
    Only,
    QueueFilter,
    in_order,
    is_about,
    is_assigned,
    is_only,
    is_wanted,
)
from localoffer.referrals.triage import ENDED
from localoffer.referrals.vocabulary import ReferralStage

WANTED, MINE, SET_ASIDE = "wanted", "mine", "set_aside"


@dataclass(frozen=True)
class Counts:
    """How many referrals are wanted, stand at each stage, are of each kind, are open and one's own, and set aside."""

    wanted: int
    stages: Mapping[ReferralStage, int]
    only: Mapping[Only, int]
    mine: int
    set_aside: int


def queue(
    session: Session, *, wanted: QueueFilter, looking: Looking, total: int, page: int = 1, per_page: int = 25
) -> Page[Referral]:
    """Return one page of the referrals that are wanted: urgent ones first, then as they are sorted.

    Those that are set aside are in none. A page past the end gives the last.

    Args:
        total: how many there are, as ``counts`` says.
    """
    page = in_range(page, total=total, per_page=per_page)
    order = in_order(wanted.sort)
    # chosen by the small columns alone, so that the large rows of one page are read and no others
    chosen = select(Referral.id).where(IN_QUEUE, is_wanted(wanted, looking)).order_by(*order)
    of_page = chosen.limit(per_page).offset((page - 1) * per_page)
    return Page(session.scalars(_for_a_row(of_page).order_by(*order)).all(), total, page, per_page)


def set_aside(session: Session, *, page: int = 1, per_page: int = 25) -> Page[Referral]:
    """Return one page of the referrals that wait apart from the queue, newest first."""
    chosen = select(Referral.id).where(Referral.set_aside_at.is_not(None))
    newest = _for_a_row(chosen).order_by(Referral.set_aside_at.desc(), Referral.id.desc())
    return one_page(session, newest, chosen, page=page, per_page=per_page)


def counts(session: Session, *, wanted: QueueFilter, looking: Looking) -> Counts:
    """Return how many referrals there are to choose from, in one query.

    Narrowed to everything that is wanted, but for the stage and what is chosen beside it; ``mine`` not to whose they
    are, and ``set_aside`` to nothing.
    """
    told = session.execute(numbers(wanted, looking)).one()._mapping
    return Counts(
        wanted=told[WANTED],
        stages={stage: told[stage.value] for stage in ReferralStage},
        only={only: told[only.value] for only in Only},
        mine=told[MINE],
        set_aside=told[SET_ASIDE],
    )


def numbers(wanted: QueueFilter, looking: Looking) -> Select[Any]:
    """Return the query of ``counts``: one row with a column for each of its numbers, named by code."""
    about = and_(IN_QUEUE, is_about(wanted))
    whose = and_(about, is_assigned(wanted.assigned, looking))
    conditions = {
        **{stage.value: and_(whose, Referral.stage == stage) for stage in ReferralStage},
        **{only.value: and_(whose, is_only(only, looking.today)) for only in Only},
        WANTED: and_(IN_QUEUE, is_wanted(wanted, looking)),
        MINE: and_(about, is_assigned(Assigned.ME, looking), Referral.stage.not_in(ENDED)),
        SET_ASIDE: Referral.set_aside_at.is_not(None),
    }
    columns: list[ColumnElement[Any]] = [func.count().filter(one).label(name) for name, one in conditions.items()]
    return select(*columns).select_from(Referral)


def _for_a_row(chosen: Select[Any]) -> Select[Referral]:
    return select(Referral).where(Referral.id.in_(chosen)).options(DISTRICT, joinedload(Referral.key))
