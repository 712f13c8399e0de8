"""The commissioners' screens for listings: find one, change it, put it before families, take it away."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.languages import LANGUAGES, gettext
from localoffer.listings import organisations, publishing, queries
from localoffer.listings.admin import choices, presenters
from localoffer.listings.admin.content import content_from, merged, values_of
from localoffer.listings.admin.forms import ListingForm, facts_of, texts_of, times_of, venues_of
from localoffer.listings.admin.narrowing import narrowed
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing, ListingVersion
from localoffer.places.queries import normalise
from localoffer.staff import accounts, guard, home, sessions
from localoffer.staff.guard import needs
from localoffer.vocabulary import Day, ListingStatus, PartOfDay

blueprint = Blueprint("listings", __name__, url_prefix="/listings")

_NOTHING = ListingContent(words={})
_MISSING = {
    "name": "en_name",
    "summary": "en_summary",
    "kinds": "kinds",
    "ways_in": "ways_in",
    "districts": "districts",
}
_LONDON = ZoneInfo("Europe/London")


@blueprint.get("")
@needs("listings.read")
def index() -> str:
    """List the listings, narrowed by words, status and district."""
    form, wanted, chosen = narrowed(db.session(), request.args, today=_today())
    page = queries.list_for_admin(db.session(), wanted=wanted, page=request.args.get("page", 1, type=int))
    rows = [
        presenters.list_row(listing, is_waiting=listing.id in page.waiting, today=_today()) for listing in page.listings
    ]
    return render_template("listings/admin/index.html", form=form, rows=rows, page=page, chosen=chosen)


def tiles(session: Session) -> list[home.Tile]:
    """Return what waits in the listings, for the first page."""
    waiting = queries.count_for_admin(session, wanted=queries.AdminFilter(waiting=True))
    overdue = queries.count_for_admin(session, wanted=queries.AdminFilter(overdue_on=_today()))
    return [
        home.Tile(gettext("Listings with a draft that waits"), waiting, _narrowed("waiting")),
        home.Tile(gettext("Listings overdue for a check"), overdue, _narrowed("overdue"), urgent=True),
    ]


def _narrowed(only: str) -> str:
    return url_for("admin.listings.index", only=only)


@blueprint.route("/new", methods=["GET", "POST"])
@needs("listings.edit")
def create() -> ResponseReturnValue:
    """Write a new listing."""
    form = ListingForm(rows=choices.rows(db.session()))
    if request.method == "GET":
        form.fill(values_of(_NOTHING))
        return _editor(form, None)
    if not _is_valid(form):
        return _editor(form, None), 400
    content = content_from(form, before=_NOTHING, today=_today())
    if _wants_to_publish() and not _is_ready(form, content):
        return _editor(form, None), 400
    content = _with_organisation(form, content)
    listing = publishing.create(db.session(), content=content, actor=guard.current_actor(), audit_key=_audit_key())
    return _saved(listing)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@needs("listings.edit")
def edit(slug: str) -> ResponseReturnValue:
    """Change a listing: as a draft beside what families see, or at once."""
    listing = queries.get(db.session(), slug=slug)
    last = latest_version(listing)
    form = ListingForm(rows=choices.rows(db.session(), also=content_of_version(last)))
    if request.method == "GET":
        form.fill({"version": str(last.number), **values_of(content_of_version(last))})
        if request.args.get("show") == "missing":
            _is_ready(form, content_of_version(last))
        return _editor(form, listing)
    began = _version(listing, form.version.data)
    if not _is_valid(form):
        return _editor(form, listing), 400
    content = content_from(form, before=content_of_version(began), today=_today())
    if _wants_to_publish() and not _is_ready(form, content):
        return _editor(form, listing), 400
    try:
        publishing.save_draft(
            db.session(),
            listing=listing,
            content=_with_organisation(form, content),
            actor=guard.current_actor(),
            audit_key=_audit_key(),
            based_on=began.number,
        )
    except publishing.SavedMeanwhile:
        # an organisation that was only typed goes with the rest of this request
        db.session.rollback()
        return _conflict(slug, began.number, content, organisation=form.organisation_name.data), 409
    return _saved(listing)


@blueprint.post("/<slug>/publish")
@needs("listings.publish")
def publish(slug: str) -> ResponseReturnValue:
    """Put the draft that waits before families."""
    listing = queries.get(db.session(), slug=slug)
    try:
        publishing.publish(db.session(), listing=listing, actor=guard.current_actor(), audit_key=_audit_key())
    except (publishing.NotReady, publishing.NotAllowed):
        db.session.rollback()
        return redirect(url_for("admin.listings.edit", slug=slug, show="missing"), code=303)
    flash(gettext("Published. Families see it now."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


@blueprint.route("/<slug>/archive", methods=["GET", "POST"])
@needs("listings.publish")
def archive(slug: str) -> ResponseReturnValue:
    """Ask, then take a listing away from families."""
    listing = queries.get(db.session(), slug=slug)
    if request.method == "GET":
        return render_template("listings/admin/archive.html", listing=listing, name=_name(listing))
    try:
        publishing.archive(db.session(), listing=listing, actor=guard.current_actor(), audit_key=_audit_key())
    except publishing.NotAllowed:
        abort(409)
    flash(gettext("Archived. Families no longer see it."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


@blueprint.post("/<slug>/restore")
@needs("listings.publish")
def restore(slug: str) -> ResponseReturnValue:
    """Bring an archived listing back as a draft."""
    listing = queries.get(db.session(), slug=slug)
    try:
        publishing.restore(db.session(), listing=listing, actor=guard.current_actor(), audit_key=_audit_key())
    except publishing.NotAllowed:
        abort(409)
    flash(gettext("Brought back as a draft. Publish it when it is right."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


def _editor(form: ListingForm, listing: Listing | None) -> str:
    return render_template(
        "listings/admin/edit.html",
        form=form,
        listing=listing,
        minutes=sessions.STAFF_IDLE_MINUTES,
        name=_name(listing) if listing else "",
        colour=presenters.colour(listing.status) if listing else "",
        is_waiting=listing is not None and queries.waiting_version(listing) is not None,
        history=_history(listing) if listing else [],
        words={language.code: texts_of(form, language.code) for language in LANGUAGES.values()},
        facts=facts_of(form),
        days=list(Day),
        parts_of_day=list(PartOfDay),
        times=times_of(form),
        venues=venues_of(form),
    )


def _conflict(slug: str, began: int, mine: ListingContent, *, organisation: str) -> str:
    """Show both changes, and a form that holds mine on top of theirs and begins from theirs.

    ``organisation`` is the name of one that is in no list yet, as typed.
    """
    listing = queries.get(db.session(), slug=slug)
    newest = latest_version(listing)
    theirs = content_of_version(newest)
    both = merged(content_of_version(_version(listing, str(began))), theirs, mine)
    rows = choices.rows(db.session(), also=both)
    form = ListingForm(formdata=None, rows=rows)
    shown = {"version": str(newest.number), "organisation_name": organisation, **values_of(both)}
    for name, value in shown.items():
        form[name].process(None, value)
    return render_template(
        "listings/admin/conflict.html",
        form=form,
        listing=listing,
        name=_name(listing),
        who=accounts.names(db.session(), [newest.made_by]).get(newest.made_by, ""),
        differences=presenters.differences(theirs, both, choices.names(rows)),
        words={language.code: texts_of(form, language.code) for language in LANGUAGES.values()},
        facts=facts_of(form),
        days=list(Day),
        parts_of_day=list(PartOfDay),
        times=times_of(form),
        venues=venues_of(form),
    )


def _is_valid(form: ListingForm) -> bool:
    """Whether what was sent can be saved; says what has to be put right beside each field."""
    valid = bool(form.validate_on_submit())
    for venue in venues_of(form):
        postcode = venue["postcode"]
        if postcode.data and not postcode.errors and normalise(postcode.data) is None:
            form.problem(postcode, gettext("Enter a postcode, for example ST16 2LH"))
            valid = False
    return valid


def _with_organisation(form: ListingForm, content: ListingContent) -> ListingContent:
    """Return the content with the organisation whose name was typed, if one was."""
    typed = form.organisation_name.data
    if not typed:
        return content
    organisation = organisations.named(db.session(), typed, actor=guard.current_actor(), audit_key=_audit_key())
    return content.with_changes(organisation_key=organisation.key)


def _is_ready(form: ListingForm, content: ListingContent) -> bool:
    """Whether content has all that families need; says what is missing beside each field."""
    sentences = {
        "name": gettext("Enter the name before you publish"),
        "summary": gettext("Enter a summary in English before you publish"),
        "kinds": gettext("Choose at least one kind of support before you publish"),
        "ways_in": gettext("Choose at least one way in before you publish"),
        "districts": gettext("Choose at least one district, or another answer on where it can be used from"),
    }
    missing = publishing.problems(content)
    for code in missing:
        form.problem(form[_MISSING[code]], sentences[code])
    return not missing


def _wants_to_publish() -> bool:
    wants = request.form.get("action") == "publish"
    if wants and not guard.allowed("listings.publish"):
        abort(403)
    return wants


def _saved(listing: Listing) -> ResponseReturnValue:
    if _wants_to_publish():
        if listing.status is ListingStatus.ARCHIVED:
            abort(409)
        publishing.publish(db.session(), listing=listing, actor=guard.current_actor(), audit_key=_audit_key())
        flash(gettext("Published. Families see it now."))
    else:
        flash(gettext("Saved as a draft. Families do not see it yet."))
    return redirect(url_for("admin.listings.edit", slug=listing.slug), code=303)


def _history(listing: Listing) -> list[presenters.Saved]:
    people = accounts.names(db.session(), {version.made_by for version in listing.versions})
    shown = listing.version_number if listing.status is ListingStatus.PUBLISHED else None
    return presenters.history(listing.versions, shown=shown, people=people)


def _version(listing: Listing, number: str | None) -> ListingVersion:
    found = next((version for version in listing.versions if str(version.number) == number), None)
    if found is None:
        abort(400)
    return found


def _name(listing: Listing) -> str:
    english = queries.content_to_edit(listing).words.get("en")
    return english.name if english else listing.slug


def _audit_key() -> bytes:
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key


def _today() -> date:
    return datetime.now(_LONDON).date()
