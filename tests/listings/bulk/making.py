"""Files, runs and a worker for tests of what is done to many listings at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.jobs.worker import JobWorker
from localoffer.listings import publishing
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.bulk.models import BulkRow, BulkRun, Outcome
from localoffer.listings.bulk.runs import By
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.vocabulary import WayIn
from localoffer.web.spreadsheets import as_csv

AUDIT_KEY = b"k" * 32
BY = By("staff:1", AUDIT_KEY)
HEADINGS = ("Address", "Name", "Summary", "Kinds of support", "Ways in", "Districts")


def csv_file(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a file with these rows."""
    return as_csv(headings, rows)


def new(name: str, *, address: str = "", summary: str = "A calm place to play.") -> list[str]:
    """Return the row of a listing that can be published; without an address it is a new one."""
    return [address, name, summary, "Clubs and activities", "You contact them", "Stafford"]


def published(session: Session, name: str, **more: object) -> Listing:
    """Add a published listing with its version. Commits."""
    content = ListingContent(
        words={"en": Words(name=name, summary="A calm place to play.")},
        kinds=("activities",),
        ways_in=(WayIn.CONTACT,),
        districts=("stafford",),
    ).with_changes(**more)
    listing = publishing.create(session, content=content, actor="staff:2", audit_key=AUDIT_KEY)
    publishing.publish(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    return listing


class Bulk:
    """One run after another, with a worker beside them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.worker = JobWorker(database, {runs.KIND: CarryingOut(AUDIT_KEY)})

    def read(self, content: bytes, *, name: str = "listings.csv") -> int:
        """Import a file up to its preview."""
        with self.database.transaction() as session:
            number = runs.import_file(session, name=name, content=content, by=BY).id
        self.worker.run_once()
        return number

    def apply(self, number: int, *, publishes: bool = True) -> None:
        """Apply a preview."""
        with self.database.transaction() as session:
            runs.apply(session, runs.get(session, number), publishes=publishes, by=BY)
        self.worker.run_once()

    def undo(self, number: int) -> None:
        """Undo what was applied."""
        with self.database.transaction() as session:
            runs.undo(session, runs.get(session, number), by=BY)
        self.worker.run_once()

    def run(self, number: int) -> BulkRun:
        """Return a run as it is now."""
        with self.database.session(writes=False) as session:
            return runs.get(session, number)

    def rows(self, number: int, outcome: Outcome | None = None) -> list[BulkRow]:
        """Return the rows of a run, in their order."""
        with self.database.session(writes=False) as session:
            wanted = select(BulkRow).where(BulkRow.run_id == runs.get(session, number).id).order_by(BulkRow.number)
            found = list(session.scalars(wanted))
        return [row for row in found if outcome is None or row.outcome is outcome]
