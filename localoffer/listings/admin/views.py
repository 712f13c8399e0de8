"""The commissioners' screens for listings: find one, change it, put it before families, take it away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council, db
from localoffer.days import today
from localoffer.languages import ENGLISH, LANGUAGES, gettext
from localoffer.listings import deciding, organisations, publishing, queries
from localoffer.listings.admin import choices, moving, presenters
from localoffer.listings.admin.content import content_from, values_of
from localoffer.listings.admin.forms import ListingForm, facts_of, texts_of, times_of, venues_of
from localoffer.listings.admin.here import name_of, writing
from localoffer.listings.admin.narrowing import narrowed
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.merging import merged
from localoffer.listings.models import Listing, ListingVersion
from localoffer.places.queries import is_nowhere, normalise
from localoffer.staff import accounts, guard, home, sessions
from localoffer.staff.guard import needs
from localoffer.vocabulary import Coverage, Day, ListingStatus, PartOfDay, ReviewState, WayIn

blueprint = Blueprint("listings", __name__, url_prefix="/listings")
moving.register(blueprint)

_NOTHING = ListingContent(words={})
_MISSING = {
    "name": "en_name",
    "summary": "en_summary",
    "kinds": "kinds",
    "ways_in": "ways_in",
    "districts": "districts",
}
# what the buttons of the editor do besides saving
_SEND, _PUBLISH = "send", "publish"


@blueprint.get("")
@needs("listings.read")
def index() -> str:
    """List the listings, narrowed by words, status and district."""
    form, wanted, chosen = narrowed(db.session(), request.args, today=today())
    page = queries.list_for_admin(db.session(), wanted=wanted, page=request.args.get("page", 1, type=int))
    rows = [
        presenters.list_row(listing, waits=page.waiting.get(listing.id), today=today()) for listing in page.listings
    ]
    return render_template("listings/admin/index.html", form=form, rows=rows, page=page, chosen=chosen)


def tiles(session: Session) -> list[home.Tile]:
    """Return what waits in the listings, for the first page."""
    waiting = queries.number_for_admin(queries.AdminFilter(waiting=True))
    overdue = queries.number_for_admin(queries.AdminFilter(overdue_on=today()))
    slug = council.current().form_listing
    missing = queries.number_missing_to_ask_for_here(slug) if slug else 0
    everything = url_for("admin.listings.index")
    return [
        home.Tile(gettext("Listing that should lead to the form, and does not"), missing, everything, only_if_any=True),
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
    content = content_from(form, before=_NOTHING, today=today())
    if _wants_more() and not _is_ready(form, content):
        return _editor(form, None), 400
    content = _with_organisation(form, content)
    listing = publishing.create(db.session(), content=content, **writing())
    return _saved(listing)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@needs("listings.edit")
def edit(slug: str) -> ResponseReturnValue:
    """Change a listing: as a draft beside what families see, or at once."""
    listing = queries.get_to_edit(db.session(), slug=slug)
    last = latest_version(listing)
    shown = content_of_version(last)
    form = ListingForm(rows=choices.rows(db.session(), also=shown))
    if request.method == "GET":
        form.fill({"version": str(last.number), **values_of(shown)})
        if request.args.get("show") == "missing":
            _is_ready(form, shown)
        return _editor(form, listing)
    began = _version(listing, form.version.data)
    form.review_was = content_of_version(began).review_due
    if not _is_valid(form):
        return _editor(form, listing), 400
    content = content_from(form, before=content_of_version(began), today=today())
    if _wants_more() and not _is_ready(form, content):
        return _editor(form, listing), 400
    try:
        publishing.save_draft(
            db.session(),
            listing=listing,
            content=_with_organisation(form, content),
            **writing(),
            based_on=began.number,
        )
    except publishing.SavedMeanwhile:
        # an organisation that was only typed goes with the rest of this request
        db.session.rollback()
        return _conflict(slug, began.number, content, organisation=form.organisation_name.data), 409
    return _saved(listing)


def _editor(form: ListingForm, listing: Listing | None) -> str:
    return render_template(
        "listings/admin/edit.html",
        form=form,
        listing=listing,
        minutes=sessions.STAFF_IDLE_MINUTES,
        standing=_standing(listing) if listing else None,
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
    listing = queries.get_to_edit(db.session(), slug=slug)
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
        name=name_of(listing),
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
        elif postcode.data and not postcode.errors and is_nowhere(db.session(), postcode.data):
            form.problem(postcode, gettext("No postcode begins like this one. Check it."))
            valid = False
    if not valid and request.form.get("action") in (_SEND, _PUBLISH):
        # so that what families need is not asked for in a second round
        _is_ready(form, _what_families_need(form))
    return valid


def _what_families_need(form: ListingForm) -> ListingContent:
    """Return of a form, be other answers wrong, what ``publishing.problems`` looks at."""
    english = Words(name=form["en_name"].data or "", summary=form["en_summary"].data or "")
    needs_districts = form.coverage.data in ("", None, Coverage.DISTRICTS)
    return ListingContent(
        words={ENGLISH.code: english},
        kinds=tuple(form.kinds.data),
        ways_in=tuple(way for way in WayIn if way in form.ways_in.data),
        coverage=Coverage.DISTRICTS if needs_districts else Coverage.COUNTY,
        districts=tuple(form.districts.data),
    )


def _with_organisation(form: ListingForm, content: ListingContent) -> ListingContent:
    """Return the content with the organisation whose name was typed, if one was."""
    typed = form.organisation_name.data
    if not typed:
        return content
    organisation = organisations.named(db.session(), typed, **writing())
    return content.with_changes(organisation_key=organisation.key)


def _is_ready(form: ListingForm, content: ListingContent) -> bool:
    """Whether content has all that families need; says what is missing beside each field."""
    sentences = {
        "name": gettext("Enter the name of the listing"),
        "summary": gettext("Enter a summary in English"),
        "kinds": gettext("Choose at least one kind of support"),
        "ways_in": gettext("Choose at least one way in"),
        "districts": gettext("Choose at least one district, or another answer on where it can be used from"),
    }
    missing = publishing.problems(content)
    for code in missing:
        if not form[_MISSING[code]].errors:
            form.problem(form[_MISSING[code]], sentences[code])
    return not missing


def _wants_more() -> bool:
    """Whether more than a draft is wanted: a review, or that families see it at once."""
    action = request.form.get("action")
    if action == _PUBLISH and not guard.allowed("listings.publish"):
        abort(403)
    return action in (_SEND, _PUBLISH)


def _saved(listing: Listing) -> ResponseReturnValue:
    """Do what the button says with the version that has just been saved."""
    action = request.form.get("action")
    waits = latest_version(listing).state in (ReviewState.DRAFT, ReviewState.RETURNED)
    if listing.status is ListingStatus.ARCHIVED:
        flash(gettext("Saved as a draft. The listing is in the archive: bring it back before anybody publishes it."))
    elif action == _PUBLISH:
        publishing.publish(db.session(), listing=listing, **writing())
        flash(gettext("Published. Families see it now."))
    elif action == _SEND and waits:
        deciding.send_for_review(db.session(), listing=listing, **writing())
        flash(gettext("Sent for review. Families see no change until somebody publishes it."))
    elif waits:
        flash(gettext("Saved as a draft. Families do not see it yet."))
    else:
        flash(gettext("Nothing has changed since the last version."))
    return redirect(url_for("admin.listings.edit", slug=listing.slug), code=303)


def _standing(listing: Listing) -> presenters.Standing:
    last = latest_version(listing)
    people = accounts.names(db.session(), {last.made_by, last.decided_by})
    return presenters.standing(listing, last, name=name_of(listing), people=people)


def _version(listing: Listing, number: str | None) -> ListingVersion:
    found = next((version for version in listing.versions if str(version.number) == number), None)
    if found is None:
        abort(400)
    return found
