"""The commissioners' report on what the law asks: what is missing, stale or thin; and what meets each duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.forms.seen import SeenForm
from localoffer.guide.duties import (
    admin_export,
    admin_hearing,
    admin_inspection,
    admin_presenters,
    at_hand,
    changing,
    queries,
)
from localoffer.guide.duties.admin_forms import DutyForm
from localoffer.guide.duties.admin_inspection import Front, Told
from localoffer.guide.duties.admin_presenters import MISSING, SHOWN, Row
from localoffer.guide.duties.changing import ChangedMeanwhile, Meeting
from localoffer.guide.duties.coverage import FEWEST, Met
from localoffer.guide.duties.models import Duty
from localoffer.guide.duties.places import places
from localoffer.guide.pages import queries as pages
from localoffer.guide.pages.book import book
from localoffer.guide.pages.checking import filled
from localoffer.guide.pages.links import BadQuery, read_services
from localoffer.languages import ENGLISH, format_date, gettext
from localoffer.listings.search.following import follower
from localoffer.staff import accounts, guard, home
from localoffer.staff.guard import needs
from localoffer.typesetting import typeset
from localoffer.web import settings

blueprint = Blueprint("duties", __name__, url_prefix="/duties")


@dataclass(frozen=True)
class Unfilled:
    """A page with what only the council can still write there."""

    slug: str
    title: str
    gaps: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many gaps it has."""
        return len(self.gaps)


@blueprint.get("")
@needs("guide.edit")
def index() -> str:
    """Show for each duty what meets it and what is missing, what is to be filled in, and where services are few."""
    every = rows()
    show = request.args.get("show", "")
    return render_template(
        "guide/duties/admin/index.html",
        rows=[row for row in every if show not in SHOWN or SHOWN[show][1](row)],
        show=show,
        kinds=[(code, title, sum(map(keeps, every))) for code, (title, keeps) in SHOWN.items()],
        thin=admin_presenters.thin(every),
        counted=[row for row in every if row.districts],
        districts=list(district_names().values()),
        unfilled=unfilled_pages(session()),
        fewest=FEWEST,
    )


@blueprint.get("/coverage.csv")
@needs("guide.edit", recent=True)
def export() -> Response:
    """Give the report as a spreadsheet."""
    answer = Response(admin_export.as_csv(rows(), list(district_names().values())), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="what-the-law-asks-{today()}.csv"'
    return answer


@blueprint.get("/inspection.pdf", endpoint="inspection")
@needs("guide.edit", recent=True)
def inspect() -> Response:
    """Give what an inspector needs to see, as it is today, as an accessible PDF."""
    told = settings()
    template = told.templates / "guide" / "duties" / "inspection.typ"
    gaps = [Told(page.title, page.gaps) for page in unfilled_pages(session())]
    heard = admin_hearing.heard(session(), today=today())
    words = admin_inspection.told(_front(), rows(), gaps, heard)
    answer = Response(typeset(template, told.static / "typefaces", told=words), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="what-the-law-asks-{today()}.pdf"'
    return answer


@blueprint.route("/<code>", methods=["GET", "POST"])
@needs("guide.edit")
def edit(code: str) -> ResponseReturnValue:
    """Say what meets a duty, and who sees to it; 409 when somebody else was first."""
    duty, form = queries.get(session(), code), DutyForm()
    form.pages.choices = _choices(duty)
    form.fill({"owner": duty.owner, "pages": duty.pages, "services": duty.services})
    if not form.is_submitted():
        return _editor(duty, form)
    if not form.validate() or not _has_services(form):
        return _editor(duty, form), 400
    try:
        changing.change(
            session(),
            duty=duty,
            meeting=_meeting(duty, form),
            seen_version=form.seen_version,
            actor=guard.current_actor(),
            audit_key=_audit_key(),
        )
    except ChangedMeanwhile:
        return _changed(code, form)
    flash(gettext("Saved."))
    return redirect(url_for("admin.duties.edit", code=code), code=303)


@blueprint.post("/<code>/checked")
@needs("guide.edit")
def checked(code: str) -> ResponseReturnValue:
    """Say that somebody has looked today, and that the duty is met as the page says."""
    duty = queries.get(session(), code)
    try:
        changing.mark_checked(
            session(),
            duty=duty,
            seen_version=SeenForm().seen_version,
            on=today(),
            checked_by=guard.current_actor(),
            actor=guard.current_actor(),
            audit_key=_audit_key(),
        )
    except ChangedMeanwhile:
        form = DutyForm(formdata=None)
        form.process(data={"owner": duty.owner, "pages": duty.pages, "services": duty.services})
        return _changed(code, form)
    flash(gettext("Written down: checked today."))
    return redirect(url_for("admin.duties.edit", code=code), code=303)


def rows() -> list[Row]:
    """Return a line for each duty, as it is met now."""
    return _rows(at_hand.covered(ENGLISH.code))


def district_names() -> dict[str, str]:
    """Return the names of the districts by their codes, in order."""
    engine = follower(current_app).engine
    return {choice.code: choice.name(ENGLISH.code) for choice in engine.vocabulary.districts}


def unfilled_pages(session: Session) -> list[Unfilled]:
    """Return the pages on which the council has still something to write, and what, in the order of the guide."""
    held, found = book(), dict[str, list[str]]()
    for slug, what in pages.unfilled(session):
        found.setdefault(slug, []).append(what)
    shown = {**held.pages, **held.parts}
    in_order = sorted(found, key=lambda slug: list(shown).index(slug) if slug in shown else len(shown))
    return [
        Unfilled(slug, shown[slug].english.content.title if slug in shown else slug, tuple(found[slug]))
        for slug in in_order
    ]


def tiles(session: Session) -> list[home.Tile]:
    """Return what the first page of the commissioners' area says of duties."""
    missing = sum(bool(met.lacks & MISSING) for met in at_hand.covered(ENGLISH.code))
    held = book()
    gaps = sum(len(filled(page.english.content)) for page in (*held.pages.values(), *held.parts.values()))
    address = url_for("admin.duties.index")
    return [
        home.Tile(gettext("Duties of the law that nothing meets"), missing, address, urgent=True),
        home.Tile(gettext("Gaps in pages that the council must fill"), gaps, f"{address}#unfilled"),
    ]


def _rows(every: Iterable[Met]) -> list[Row]:
    listed = list(every)
    staff = accounts.names(session(), {met.duty.checked_by for met in listed if met.duty.checked_by})
    return admin_presenters.rows(listed, district_names(), staff)


def _front() -> Front:
    offered, told = council.current(), settings()
    address = told.base_url + url_for("duties.public")
    day = format_date(today())
    return Front(offered.name, offered.site_name, address, day, offered.brand, told.is_demonstration)


def _choices(duty: Duty) -> list[Choice]:
    """Return what can meet a duty, what meets it now first; a page that families no longer see can be taken off."""
    there = places(book(), ENGLISH.code, today=today())
    gone = [Choice(code, gettext("%(page)s (families do not see it)", page=code)) for code in duty.pages]
    known = [Choice(code, place.title) for code, place in there.items()]
    held = {choice.value: choice for choice in (*gone, *known)}
    return [held[code] for code in dict.fromkeys((*duty.pages, *held))]


def _meeting(duty: Duty, form: DutyForm) -> Meeting:
    """Return what was chosen, pages in the order in which they stood before and then the new ones."""
    kept = [page for page in duty.pages if page in form.pages.data]
    return Meeting([*kept, *(page for page in form.pages.data if page not in kept)], form.query, form.owner.data)


def _has_services(form: DutyForm) -> bool:
    if not form.query:
        return True
    try:
        read_services(form.query, follower(current_app).engine.known)
    except BadQuery as error:
        form.problem(form.services, gettext("The search does not know “%(word)s”", word=str(error)))
        return False
    return True


def _changed(code: str, form: DutyForm) -> ResponseReturnValue:
    session.rollback()
    duty = queries.get(session(), code)
    form.pages.choices = _choices(duty)
    form.form_errors = [gettext("Somebody else changed this duty while you had it open. Look at it once more.")]
    return _editor(duty, form), 409


def _editor(duty: Duty, form: DutyForm) -> str:
    form.show_version(duty.row_version)
    (row,) = (row for row in rows() if row.code == duty.code)
    return render_template("guide/duties/admin/edit.html", form=form, row=row)


def _audit_key() -> bytes:
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return keys.audit
