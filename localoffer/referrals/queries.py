"""Reading referrals, and what the pages about them need from other subjects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.db import MissingRow
from localoffer.listings import queries as listings
from localoffer.paging import in_range, pages_of
from localoffer.places.models import District
from localoffer.referrals.models import Referral

Found = TypeVar("Found")

MOST_DUPLICATES = 10
"""So many referrals that seem to be about the same child are shown at most."""
# its names are asked for once, for all districts
DISTRICT = joinedload(Referral.district).lazyload(District.texts)
"""What loads the district of each referral."""


@dataclass(frozen=True)
class Page(Generic[Found]):
    """One page of a list."""

    rows: Sequence[Found]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.per_page)


def one_page(session: Session, ordered: Select[Found], chosen: Select[Any], *, page: int, per_page: int) -> Page[Found]:
    """Return one page of an ordered query; ``chosen`` selects as many rows, to be counted."""
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = in_range(page, total=total, per_page=per_page)
    rows = session.scalars(ordered.limit(per_page).offset((page - 1) * per_page)).all()
    return Page(rows, total, page, per_page)


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
            DISTRICT,
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
    found = session.scalars(
        select(Referral)
        .where(Referral.child_hash == referral.child_hash, Referral.id != referral.id)
        .options(DISTRICT, joinedload(Referral.key), joinedload(Referral.hours))
        .order_by(same_district, Referral.received_at.desc(), Referral.id.desc())
        .limit(MOST_DUPLICATES)
    )
    return found.unique().all()


def hold_child(session: Session, *, reference: str) -> None:
    """Hold a referral and every other that may be about the same child until the transaction ends.

    Of two people who agree something for one child at once, the second so finds what the first agreed. Always in the
    same order, so that they never wait for each other.
    """
    is_it = Referral.reference == reference.strip().upper()
    child = select(Referral.child_hash).where(is_it).scalar_subquery()
    session.execute(
        select(Referral.id).where(or_(is_it, Referral.child_hash == child)).order_by(Referral.id).with_for_update()
    ).all()


def needs_in_areas(session: Session, areas: Collection[str]) -> list[str]:
    """Return the codes of the needs that belong to areas of need, for a search of services."""
    return [term.code for term in listings.terms(session, "need") if term.broader in areas]
