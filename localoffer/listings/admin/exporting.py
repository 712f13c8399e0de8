"""The commissioners' list of listings as a file, narrowed as the list is: comma-separated values or a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from localoffer import audit, db
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.languages import gettext
from localoffer.listings import queries
from localoffer.listings.admin.narrowing import narrowed
from localoffer.listings.applying import content_of
from localoffer.listings.bulk.admin_columns import ADDRESS, VERSION, WRITTEN_ONLY, columns
from localoffer.listings.bulk.known import Known, read_known
from localoffer.listings.models import Listing
from localoffer.staff.guard import current_actor, needs
from localoffer.web.spreadsheets import CSV, XLSX, as_csv, as_xlsx
from localoffer.working_days import day_of

blueprint = Blueprint("listings_export", __name__, url_prefix="/listings")

_PER_PAGE = 500


@blueprint.get("/export.<any(csv, xlsx):kind>")
@needs("listings.read", recent=True)
def export(kind: str) -> Response:
    """Give every listing of the list as a file; the audit says who took it."""
    day = today()
    wanted = narrowed(db.session(), request.args, today=day).wanted
    known = read_known(db.session())
    rows = [row_of(listing, known) for listing in _every(db.session(), wanted)]
    _record(kind, len(rows))
    made = as_csv(headings(), rows) if kind == "csv" else as_xlsx(gettext("Listings"), headings(), rows)
    answer = Response(made, content_type=CSV if kind == "csv" else XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="listings-{day}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def headings() -> list[str]:
    """Return what the columns are called; an import reads the same ones."""
    read = [str(ADDRESS), *(str(column.heading) for column in columns()), str(VERSION)]
    return [*read, *(str(one) for one in WRITTEN_ONLY)]


def row_of(listing: Listing, known: Known) -> list[str]:
    """Return a listing as its cells, in English, in the order of ``headings``."""
    content = content_of(listing)
    return [
        listing.slug,
        *(column.write(content, known) for column in columns()),
        str(listing.version_number),
        str(listing.status.title),
        day_of(listing.changed_at).isoformat(),
    ]


def _every(session: Session, wanted: queries.AdminFilter) -> Iterator[Listing]:
    number = pages = 1
    while number <= pages:
        page = queries.list_for_admin(session, wanted=wanted, page=number, per_page=_PER_PAGE, whole=True)
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
