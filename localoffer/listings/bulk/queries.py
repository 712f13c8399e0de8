"""Reading what a preview shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from localoffer.jobs import store
from localoffer.jobs.models import Job, JobState
from localoffer.listings.bulk.models import WORKING, BulkRow, BulkRun, Outcome
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing, ListingVersion, Organisation, Term, TermText
from localoffer.listings.terms.organisations import Details, details_of
from localoffer.paging import in_range, pages_of
from localoffer.places.models import District, DistrictText
from localoffer.vocabulary import ListingStatus

PER_PAGE = 25


@dataclass(frozen=True)
class RowPage:
    """One page of the rows of a run that have one outcome."""

    rows: Sequence[BulkRow]
    page: int
    pages: int


def number_stuck(at: datetime) -> ScalarSelect[int]:
    """Return how many runs the worker gave up, or does not take up, as a part of a query."""
    is_stuck = or_(Job.state == JobState.FAILED, store.nobody_does(at))
    stuck = select(func.count()).select_from(BulkRun).join(Job, Job.id == BulkRun.job_id)
    return stuck.where(BulkRun.stage.in_(WORKING), is_stuck).scalar_subquery()


def page_of(session: Session, run: BulkRun, outcome: Outcome, *, total: int, page: int) -> RowPage:
    """Return one page of ``total`` rows; a page past the end is the last one."""
    page, pages = in_range(page, total=total, per_page=PER_PAGE), pages_of(total, PER_PAGE)
    wanted = select(BulkRow).where(BulkRow.run_id == run.id, BulkRow.outcome == outcome).order_by(BulkRow.number)
    rows = session.scalars(wanted.offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all()
    return RowPage(rows, page, pages)


def refused_of(session: Session, run: BulkRun) -> Sequence[BulkRow]:
    """Return every row of a run that is refused, in their order."""
    wanted = select(BulkRow).where(BulkRow.run_id == run.id, BulkRow.outcome == Outcome.REFUSED)
    return session.scalars(wanted.order_by(BulkRow.number)).all()


def staying_drafts(session: Session, run: BulkRun) -> tuple[int, int]:
    """Return how many listings a run makes that lack something, and how many drafts it changes."""
    lacks = and_(BulkRow.outcome == Outcome.NEW, cast(BulkRow.reason, String).contains('"missing"'))
    changes = and_(BulkRow.outcome == Outcome.CHANGED, BulkRow.status_before == ListingStatus.DRAFT, ~BulkRow.archives)
    counted = select(func.count().filter(lacks), func.count().filter(changes)).where(BulkRow.run_id == run.id)
    lacking, changed = session.execute(counted).one()
    return lacking, changed


def left_of(session: Session, run: BulkRun) -> int:
    """Return how many listings undoing a run left as somebody had changed them since."""
    return session.scalar(select(func.count()).where(BulkRow.run_id == run.id, BulkRow.is_left)) or 0


def before_of(session: Session, rows: Sequence[BulkRow]) -> dict[int, ListingContent]:
    """Return what the changes of rows began from, by the ids of the rows."""
    versions = session.execute(
        select(BulkRow.id, ListingVersion.content)
        .join(
            ListingVersion,
            and_(ListingVersion.listing_id == BulkRow.listing_id, ListingVersion.number == BulkRow.based_on),
        )
        .where(BulkRow.id.in_([row.id for row in rows]))
    )
    return {row.id: ListingContent.from_json(row.content).in_order() for row in versions}


def addresses_of(session: Session, rows: Sequence[BulkRow]) -> dict[int, str]:
    """Return the slugs of the listings of rows, by the ids of the listings."""
    wanted = [row.listing_id for row in rows if row.listing_id]
    found = session.execute(select(Listing.id, Listing.slug).where(Listing.id.in_(wanted)))
    return {row.id: row.slug for row in found}


def organisations_of(session: Session, rows: Sequence[BulkRow]) -> dict[str, Details]:
    """Return the organisations that rows of a feed would change, as they are now, by their keys in the feed."""
    wanted = {str(row.organisation["key"]) for row in rows if row.organisation and "key" in row.organisation}
    found = select(Organisation).where(Organisation.key.in_(wanted), Organisation.staff_changed_at.is_(None))
    return {row.key: details_of(row) for row in session.scalars(found)}


def names_of_districts(session: Session) -> dict[str, str]:
    """Return the names of districts by their codes."""
    wanted = select(District.slug, DistrictText.name).join(DistrictText).where(DistrictText.language == "en")
    return {row.slug: row.name for row in session.execute(wanted)}


def names_of_codes(session: Session) -> dict[str, str]:
    """Return the names of needs, kinds of support, districts and organisations by their codes."""
    terms = select(Term.code, TermText.name).join(TermText).where(TermText.language == "en")
    found = {row.code: row.name for row in session.execute(terms)}
    found |= {row.key: row.name for row in session.execute(select(Organisation.key, Organisation.name))}
    return found | names_of_districts(session)
