"""Addresses of organisations that take no mail: their links end, and the check of listings names them."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.listings.checks import finding
from localoffer.listings.freshness import links, sealing
from localoffer.listings.freshness.links import MAIL
from localoffer.listings.freshness.models import ProviderLink
from localoffer.outbox.models import OutboxMessage


def note(session: Session, *, keys: KeyRing, on: date) -> int:
    """End the links whose mail was refused for good, and put their addresses among what the check found.

    Returns how many links that were.
    """
    refused = select(OutboxMessage.unique_key).where(
        OutboxMessage.kind == MAIL, OutboxMessage.refused_at.is_not(None), OutboxMessage.sent_at.is_(None)
    )
    named = {uuid.UUID(key.split(":")[1]) for key in session.scalars(refused)}
    wanted = select(ProviderLink).where(ProviderLink.uuid.in_(named), ProviderLink.refused_on.is_(None))
    found = session.scalars(wanted).all()
    for link in found:
        link.refused_on = on
        links.end_questions(link, on)
        links.record(session, link, "refused", "system", keys)
        try:
            finding.store_refused(session, sealing.open_address(link, keys=keys), on=on)
        except CannotOpen:
            continue
    return len(found)


def is_refused(session: Session, address_hash: bytes) -> bool:
    """Return whether an address took no mail when it was tried last."""
    last = select(ProviderLink.refused_on).where(ProviderLink.address_hash == address_hash)
    return session.scalar(last.order_by(ProviderLink.id.desc()).limit(1)) is not None
