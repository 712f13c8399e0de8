"""The screens of figures: each on a page of its own, as a spreadsheet, and all of a year as one report."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template, request

from localoffer import council
from localoffer.days import today
from localoffer.db import MissingRow, session
from localoffer.feedback.suppressing import FEWEST
from localoffer.insight import admin_export, admin_making, admin_report, counting
from localoffer.insight.admin_figures import Figure
from localoffer.insight.admin_report import Front
from localoffer.insight.periods import Year
from localoffer.insight.source import Source
from localoffer.languages import format_date
from localoffer.listings.search.following import follower
from localoffer.staff.guard import needs
from localoffer.typesetting import typeset
from localoffer.web import settings

blueprint = Blueprint("figures", __name__, url_prefix="/figures")


@blueprint.get("")
@needs("figures.read")
def index() -> str:
    """Show which figures there are, and for which years."""
    return render_template(
        "insight/admin/index.html", groups=admin_making.GROUPS, year=_wanted().number, years=_years()
    )


@blueprint.get("/<code>")
@needs("figures.read")
def show(code: str) -> str:
    """Show one figure of a year: what it means, its chart and its table."""
    source = _source(_wanted())
    return render_template(
        "insight/admin/figure.html",
        figure=_figure(code, source),
        year=source.year.number,
        is_over=source.year.is_over(source.today),
        years=_years(),
        fewest=FEWEST,
    )


@blueprint.get("/<code>.csv")
@needs("figures.read", recent=True)
def export(code: str) -> Response:
    """Give one figure of a year as a spreadsheet."""
    source = _source(_wanted())
    answer = Response(admin_export.as_csv(_figure(code, source)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}-{source.year.number}.csv"'
    return answer


@blueprint.get("/years/<int:year>")
@needs("figures.read")
def report(year: int) -> str:
    """Show all figures of a year."""
    source = _source(_known(year))
    front = _front(source)
    return render_template(
        "insight/admin/report.html",
        title=front.title,
        lead=admin_report.lead(front),
        figures=admin_making.every(source),
        year=year,
    )


@blueprint.get("/years/<int:year>.pdf")
@needs("figures.read", recent=True)
def document(year: int) -> Response:
    """Give all figures of a year as an accessible PDF."""
    source, told = _source(_known(year)), settings()
    words = admin_report.told(_front(source), admin_making.every(source))
    made = typeset(told.templates / "insight" / "report.typ", told.static / "typefaces", told=words)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="figures-{year}.pdf"'
    return answer


def _figure(code: str, source: Source) -> Figure:
    make = admin_making.MAKERS.get(code)
    if make is None:
        raise MissingRow(f"there is no figure {code}")
    return make(source)


def _source(year: Year) -> Source:
    return Source(session(), follower(current_app).engine, year, today())


def _years() -> list[int]:
    """Return the years of which something can be counted, the newest first."""
    return list(range(today().year, counting.first_day(session(), today=today()).year - 1, -1))


def _wanted() -> Year:
    """Return the year that the address asks for; this one where it asks for none or for one that cannot be."""
    year = request.args.get("year", 0, type=int)
    return Year(year if 1 < year <= today().year else today().year)


def _known(year: int) -> Year:
    if not 1 < year <= today().year:
        abort(404)
    return Year(year)


def _front(source: Source) -> Front:
    offered = council.current()
    return Front(
        council=offered.name,
        site_name=offered.site_name,
        brand=offered.brand,
        year=source.year.number,
        day=format_date(source.today),
        is_over=source.year.is_over(source.today),
        is_demonstration=settings().is_demonstration,
    )
