"""What demonstration listings say for a time, from the county's ``demonstration_notices.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.listings.models import Listing
from localoffer.listings.notices import writing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.listings.notices.writing import ForNowWords

NAME = "demonstration_notices.yaml"


def load(session: Session, county: Path, *, today: date, audit_key: bytes, actor: str = "command") -> int:
    """Put up what the file says of listings that never said anything for a time; return how many that was.

    Args:
        county: the county's folder; without the file there is nothing to load.
        today: the day that the file's days are counted from.

    Raises:
        ValueError: naming the listing whose entry cannot be read.
    """
    path = county / NAME
    if not path.exists():
        return 0
    made = 0
    for entry in read_yaml(path)["notices"]:
        listing = session.scalar(select(Listing).where(Listing.slug == entry["listing"]))
        if listing is not None and not _said_something(session, listing):
            words = _words(entry, today)
            writing.put_up(session, listing=listing, words=words, actor=actor, audit_key=audit_key)
            made += 1
    return made


def _said_something(session: Session, listing: Listing) -> bool:
    return session.scalar(select(ListingNotice.id).where(ListingNotice.listing_id == listing.id).limit(1)) is not None


def _words(entry: Mapping[str, Any], today: date) -> ForNowWords:
    try:
        last = today + timedelta(days=entry["until"]) if "until" in entry else None
        return ForNowWords(ForNowKind(entry["kind"]), dict(entry["text"]), today + timedelta(days=entry["from"]), last)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{NAME}: {entry['listing']}: {error}") from error
