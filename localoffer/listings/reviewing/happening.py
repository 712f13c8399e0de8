"""What happened to a listing beside the versions that were saved of it, as the audit has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, and_, cast, or_, select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.listings.freshness.models import ProviderQuestion
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.models import Listing
from localoffer.listings.notices.models import ListingNotice

# what is saved, published and given back stands with its version
TOLD = tuple(
    f"listing.{done}"
    for done in (
        "archived",
        "confirmed",
        "restored",
        "scheduled",
        "sent_for_review",
        "taken_back",
        "taking_down",
        "thrown_away",
    )
)


def entries(
    session: Session, *, listing: Listing, since: datetime | None = None, before: datetime | None = None
) -> Sequence[AuditEntry]:
    """Return the entries about a listing, its notices, and what its organisation said of it, the oldest first.

    Args:
        since: the first moment asked for, and ``before``: the first that is not; None asks for all.
    """
    notices = select(cast(ListingNotice.id, String)).where(ListingNotice.listing_id == listing.id)
    asked = session.scalars(select(ProviderQuestion.uuid).where(ProviderQuestion.listing_id == listing.id))
    own = and_(AuditEntry.subject == "listing", AuditEntry.subject_id == str(listing.uuid), AuditEntry.action.in_(TOLD))
    of_notices = and_(AuditEntry.subject == "listing_notice", AuditEntry.subject_id.in_(notices))
    answers = and_(AuditEntry.subject == "provider_question", AuditEntry.subject_id.in_([str(one) for one in asked]))
    wanted = select(AuditEntry).where(or_(own, of_notices, answers))
    if since is not None:
        wanted = wanted.where(AuditEntry.at >= since)
    if before is not None:
        wanted = wanted.where(AuditEntry.at < before)
    found = session.scalars(wanted.order_by(AuditEntry.number))
    # that all of it is right is an entry about the listing itself
    return [entry for entry in found if entry.details.get("answer") != ProviderAnswer.RIGHT]
