"""Opening one referral with all that its page shows, in as few queries as there are kinds of long lists in it."""

from __future__ import annotations

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.db import MissingRow
from localoffer.languages import ENGLISH
from localoffer.places.models import District, DistrictText
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.queries import MOST_DUPLICATES


def whole(session: Session, *, reference: str) -> tuple[Referral, list[Referral]]:
    """Return one referral, and others that seem to be about the same child: of the same district first, then newest.

    Districts have their English names alone.

    Raises:
        MissingRow: when there is none of that reference.
    """
    is_it = Referral.reference == reference.strip().upper()
    child = select(Referral.child_hash).where(is_it).scalar_subquery()
    district = select(Referral.district_id).where(is_it).scalar_subquery()
    english = District.texts.and_(DistrictText.language == ENGLISH.code)
    found = session.scalars(
        select(Referral)
        .where(or_(is_it, Referral.child_hash == child))
        .options(
            joinedload(Referral.district).joinedload(english),
            # few rows each, so that they double nothing worth a query of its own
            *(joinedload(one) for one in (Referral.key, Referral.codes, Referral.hours, Referral.case)),
            *(selectinload(one) for one in (Referral.messages, Referral.tasks, Referral.notes)),
            selectinload(Referral.changes).joinedload(StageChange.letters),
        )
        .order_by(
            case((is_it, 0), (Referral.district_id == district, 1), else_=2),
            Referral.received_at.desc(),
            Referral.id.desc(),
        )
        .limit(1 + MOST_DUPLICATES)
    )
    rows = found.unique().all()
    if not rows:
        raise MissingRow("referral")
    return rows[0], list(rows[1:])
