"""Putting before families by itself what somebody who may publish put down for a day, and taking down likewise."""

from __future__ import annotations

from datetime import date

import structlog
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.applying import latest_version
from localoffer.listings.models import Listing
from localoffer.listings.reviewing import queries

log = structlog.get_logger()


def do_due(database: Database, *, on: date, audit_key: bytes) -> int:
    """Publish and take down what was put down for a day or before, and return how many listings changed.

    What cannot be published (something that families need is missing, or a code is gone) waits on, and keeps nothing
    else back. What is to come down by the same day is not put up first.
    """
    with database.session(writes=False) as session:
        ids = queries.due(session, on)
    return sum(_do(database, listing_id, on=on, audit_key=audit_key) for listing_id in ids)


def _do(database: Database, listing_id: int, *, on: date, audit_key: bytes) -> bool:
    try:
        with database.transaction() as session:
            listing = session.get_one(Listing, listing_id)
            if _is_past(listing.take_down_on, on):
                publishing.archive(session, listing=listing, actor="system", audit_key=audit_key)
                return True
            return _publish(session, listing, on=on, audit_key=audit_key)
    except (publishing.NotAllowed, publishing.NotReady, ValueError) as error:
        log.warning("listing_not_published", id=listing_id, fault=type(error).__name__)
        return False


def _publish(session: Session, listing: Listing, *, on: date, audit_key: bytes) -> bool:
    waiting = latest_version(listing)
    if not waiting.state.waits or not _is_past(waiting.publish_on, on):
        return False
    publishing.publish(session, listing=listing, actor="system", audit_key=audit_key)
    return True


def _is_past(day: date | None, on: date) -> bool:
    return day is not None and day <= on
