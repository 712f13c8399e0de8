"""What listings say for a time, for tests."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.listings.models import Listing
from localoffer.listings.notices import writing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.listings.notices.writing import ForNowWords


def closed(
    session: Session,
    listing: Listing,
    keys: KeyRing,
    *,
    first: date | None = None,
    last: date | None = None,
    **texts: str,
) -> ListingNotice:
    """Close a listing from today on, or from another day, and commit."""
    return _put_up(session, listing, keys, ForNowWords(ForNowKind.CLOSED, texts, first or today(), last))


def note(session: Session, listing: Listing, keys: KeyRing, *, last: date | None = None, **texts: str) -> ListingNotice:
    """Let a listing say something short from today on, and commit."""
    return _put_up(session, listing, keys, ForNowWords(ForNowKind.NOTE, texts, today(), last))


def _put_up(session: Session, listing: Listing, keys: KeyRing, words: ForNowWords) -> ListingNotice:
    made = writing.put_up(session, listing=listing, words=words, actor="command", audit_key=keys.audit)
    session.commit()
    return made
