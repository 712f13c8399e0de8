"""What the check found, listed for commissioners, and counted on their first page."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.languages import format_date, gettext
from localoffer.listings.checks import queries
from localoffer.listings.checks.admin_titles import KINDS, MISSING_FACTS, WEB_FAULTS
from localoffer.listings.checks.models import Finding
from localoffer.listings.checks.vocabulary import FindingKind, MissingFact
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile

blueprint = Blueprint("findings", __name__, url_prefix="/listings/findings")


class Row(NamedTuple):
    """One finding as it is shown."""

    name: str
    address: str
    what: str
    about: str
    since: str


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List what is wrong, of one kind or of all."""
    asked = request.args.get("kind", "")
    kind = FindingKind(asked) if asked in set(FindingKind) else None
    page = queries.page_of(db.session(), kind=kind, page=request.args.get("page", 1, type=int))
    return render_template(
        "listings/admin/findings/index.html",
        rows=[_row(finding) for finding in page.rows],
        page=page,
        kind=kind,
        kinds=KINDS,
        counted=queries.count(db.session()),
        asked_on=format_date(asked_at) if (asked_at := queries.last_asked(db.session())) else "",
    )


def tiles(session: Session) -> list[Tile]:
    """Return how much the check found, for the first page."""
    return [Tile(gettext("Found by the check"), queries.number(), url_for("admin.findings.index"))]


def _row(finding: Finding) -> Row:
    english = finding.listing.text("en")
    name = english.name if english else finding.listing.slug
    edit = url_for("admin.listings.edit", slug=finding.listing.slug)
    since = format_date(finding.found_on)
    if finding.kind is FindingKind.MISSING:
        return Row(name, edit, gettext("It does not say: %(fact)s", fact=_fact(finding.about)), "", since)
    if finding.kind is FindingKind.MAIL:
        return Row(name, edit, gettext("This address takes no mail"), finding.about, since)
    return Row(name, edit, str(WEB_FAULTS[finding.fault]) if finding.fault else "", finding.about, since)


def _fact(code: str) -> str:
    return str(MISSING_FACTS[MissingFact(code)])
