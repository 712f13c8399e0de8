"""The commissioners' list of listings as a file, narrowed as the list is: comma-separated values or a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from localoffer import audit, db
from localoffer.crypto import KeyRing
from localoffer.languages import gettext
from localoffer.listings import queries
from localoffer.listings.admin.narrowing import narrowed
from localoffer.listings.models import Listing
from localoffer.staff.guard import current_actor, needs
from localoffer.web.spreadsheets import CSV, XLSX, as_csv, as_xlsx

blueprint = Blueprint("listings_export", __name__, url_prefix="/listings")

_PER_PAGE = 500
_LONDON = ZoneInfo("Europe/London")


@blueprint.get("/export.<any(csv, xlsx):kind>")
@needs("listings.read", recent=True)
def export(kind: str) -> Response:
    """Give every listing of the list as a file; the audit says who took it."""
    today = datetime.now(_LONDON).date()
    wanted = narrowed(db.session(), request.args, today=today).wanted
    rows = [row_of(listing) for listing in _every(db.session(), wanted)]
    _record(kind, len(rows))
    made = as_csv(headings(), rows) if kind == "csv" else as_xlsx(gettext("Listings"), headings(), rows)
    answer = Response(made, content_type=CSV if kind == "csv" else XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="listings-{today}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def headings() -> list[str]:
    """Return what the columns are called."""
    return [
        *(gettext("Address"), gettext("Name"), gettext("Summary"), gettext("Organisation"), gettext("Status")),
        *(gettext("Kinds of support"), gettext("Needs"), gettext("Where it can be used from"), gettext("Districts")),
        *(gettext("Youngest age"), gettext("Oldest age"), gettext("Ways in"), gettext("Cost")),
        *(gettext("Spaces"), gettext("Spaces stated on"), gettext("Website"), gettext("Email"), gettext("Telephone")),
        *(gettext("Checked on"), gettext("Next check due"), gettext("Last change")),
    ]


def row_of(listing: Listing) -> list[str]:
    """Return a listing as its cells, in English, in the order of ``headings``."""
    english = listing.text("en")
    return [
        listing.slug,
        english.name if english else "",
        english.summary if english else "",
        listing.organisation.name if listing.organisation else "",
        str(listing.status),
        _listed(term.name("en") for term in listing.kinds),
        gettext("Any need") if listing.any_need else _listed(term.name("en") for term in listing.needs),
        str(listing.coverage.title),
        _listed(district.name("en") for district in listing.districts),
        *("" if age is None else str(age) for age in (listing.age_from, listing.age_to)),
        _listed(str(row.way_in.title) for row in listing.ways_in),
        str(listing.cost.title) if listing.cost else "",
        str(listing.spaces.title) if listing.spaces else "",
        _day(listing.spaces_stated_on),
        *(listing.website, listing.email, listing.phone),
        *(_day(listing.checked_on), _day(listing.review_due), _day(listing.changed_at)),
    ]


def _every(session: Session, wanted: queries.AdminFilter) -> Iterator[Listing]:
    number = pages = 1
    while number <= pages:
        page = queries.list_for_admin(session, wanted=wanted, page=number, per_page=_PER_PAGE)
        yield from page.listings
        session.expunge_all()
        number, pages = number + 1, page.pages


def _record(kind: str, number: int) -> None:
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    actor = current_actor()
    # in a transaction of its own, for a request that only reads
    with db.database().transaction() as session:
        audit.record(
            session,
            key=keys.audit,
            actor=actor,
            action="listings.exported",
            subject="listings",
            subject_id=kind,
            details={"number": number},
        )


def _listed(names: Iterator[str]) -> str:
    return "; ".join(names)


def _day(day: date | None) -> str:
    return day.strftime("%Y-%m-%d") if day else ""
