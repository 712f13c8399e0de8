"""A file of invented listings that waits to be looked at, so that a demonstration shows what a preview is."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from localoffer.listings.bulk import runs
from localoffer.listings.bulk.models import BulkRun, Stage
from localoffer.listings.bulk.runs import By
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus
from localoffer.web.spreadsheets import as_csv

_NAME = "demonstration-holiday-clubs.csv"
_ACTOR = "command"
_HEADINGS = ("Address", "Name", "Summary", "Organisation", "Kinds of support", "Ways in", "Districts", "Telephone")
_CONTACT = ("Clubs and activities", "You contact them")
_NEW = (
    ("Summer swimming", "Swimming in small groups in the summer holidays.", "Stafford", "01632 960151"),
    ("Easter crafts", "Two quiet mornings of making things at Easter.", "Tamworth; Lichfield", "01632 960152"),
    ("Half-term football", "Football at half term, at everybody’s own pace.", "Stafford; Atlantis", "01632 960153"),
)
_MOST_CHANGED = 3


def load(session: Session, *, audit_key: bytes) -> None:
    """Send the file, unless something was brought in already."""
    if session.scalar(select(BulkRun.id).limit(1)) is not None:
        return
    there = session.scalars(
        select(Listing)
        .where(Listing.source == "demonstration", Listing.status == ListingStatus.PUBLISHED)
        .order_by(Listing.id)
        .limit(_MOST_CHANGED)
    )
    rows = [("", name, said, "Holiday clubs (demonstration)", *_CONTACT, *rest) for name, said, *rest in _NEW]
    for listing in there:
        english = listing.text("en")
        name, said = (english.name, english.summary) if english else (listing.slug, "")
        kinds = "; ".join(term.name("en") for term in listing.kinds)
        ways = "; ".join(str(row.way_in.title) for row in listing.ways_in)
        districts = "; ".join(district.name("en") for district in listing.districts)
        organisation = listing.organisation.name if listing.organisation else ""
        rows.append((listing.slug, name, said, organisation, kinds, ways, districts, "01632 960154"))
    runs.import_file(session, name=_NAME, content=as_csv(_HEADINGS, rows), by=By(_ACTOR, audit_key))


def remove(session: Session) -> None:
    """Take the file away where nobody has applied it."""
    waits = BulkRun.stage.in_((Stage.READY, Stage.REFUSED, Stage.DROPPED))
    session.execute(delete(BulkRun).where(BulkRun.name == _NAME, BulkRun.made_by == _ACTOR, waits))
