"""What waits in the demonstration's review of listings, from the county's ``demonstration_reviews.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.listings import deciding, publishing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from localoffer.staff.links import demonstration_account
from localoffer.vocabulary import ListingStatus
from localoffer.yaml_texts import load_yaml

NAME = "demonstration_reviews.yaml"
_REVIEWER = "publisher"


def load(session: Session, county: Path, *, today: date, audit_key: bytes) -> int:
    """Let wait what the file says of published listings that staff never touched; return how many that was.

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
    for entry in load_yaml(path.read_text(encoding="utf-8"))["reviews"]:
        listing = session.scalar(select(Listing).where(Listing.slug == entry["listing"]))
        if listing is not None and listing.status is ListingStatus.PUBLISHED and not _touched(session, listing):
            try:
                _Desk(session, listing, audit_key).do(entry, today)
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{NAME}: {entry['listing']}: {error}") from error
            made += 1
    return made


class _Desk:
    """What the demonstration's staff did with one listing."""

    def __init__(self, session: Session, listing: Listing, audit_key: bytes) -> None:
        self._session, self._listing, self._key = session, listing, audit_key

    def do(self, entry: Mapping[str, Any], today: date) -> None:
        writer, reviewer = self._as(entry["by"]), self._as(_REVIEWER)
        state = entry["state"]
        if state == "coming_down":
            publishing.take_down_on(self._session, on=today + timedelta(days=entry["days"]), **writer)
            return
        publishing.save_draft(self._session, content=self._content(entry), **writer)
        if state != "draft":
            deciding.send_for_review(self._session, **writer)
        if state == "returned":
            deciding.give_back(self._session, reason=entry["reason"], **reviewer)
        if state == "going_out":
            deciding.schedule(self._session, on=today + timedelta(days=entry["days"]), **reviewer)

    def _as(self, role: str) -> dict[str, Any]:
        user = demonstration_account(self._session, role)
        return {"listing": self._listing, "actor": f"staff:{user.id}", "audit_key": self._key}

    def _content(self, entry: Mapping[str, Any]) -> ListingContent:
        shown = content_of_version(latest_version(self._listing))
        english = replace(shown.words["en"], **entry["text"])
        changes = {name: entry[name] for name in ("age_to",) if name in entry}
        return shown.with_changes(words={**shown.words, "en": english}, **changes)


def _touched(session: Session, listing: Listing) -> bool:
    by_staff = select(AuditEntry.number).where(
        AuditEntry.subject == "listing",
        AuditEntry.subject_id == str(listing.uuid),
        AuditEntry.actor.startswith("staff:", autoescape=True),
    )
    return session.scalar(by_staff.limit(1)) is not None
