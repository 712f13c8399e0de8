"""The commissioners' screens for what listings say for a time: closed, or something short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import session
from localoffer.languages import LANGUAGES, gettext
from localoffer.listings.models import Listing
from localoffer.listings.notices import admin_presenters, queries, writing
from localoffer.listings.notices.admin_forms import ForNowForm
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.listings.notices.writing import ForNowWords
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile
from localoffer.web.translated import with_held_back

blueprint = Blueprint("listing_notices", __name__)


@blueprint.get("/closed-and-notices")
@needs("listings.read")
def standing() -> str:
    """List what listings say today or will say, closures first."""
    found = queries.standing(session(), today=today())
    people = accounts.names(session(), {notice.made_by for notice in found})
    rows = [_row(notice, notice.listing, people) for notice in found]
    return render_template("listings/notices/admin/standing.html", rows=rows, most=queries.MOST)


@blueprint.get("/listings/<slug>/notices")
@needs("listings.read")
def index(slug: str) -> str:
    """List what a listing says, said and will say."""
    listing = queries.listing(session(), slug=slug)
    found = queries.of(session(), listing=listing)
    people = accounts.names(session(), {notice.made_by for notice in found})
    return render_template(
        "listings/notices/admin/index.html",
        rows=[_row(notice, listing, people) for notice in found],
        listing=listing,
        name=admin_presenters.name_of(listing),
        may_change=allowed("listings.publish"),
    )


@blueprint.route("/listings/<slug>/notices/new", methods=["GET", "POST"])
@needs("listings.publish")
def create(slug: str) -> ResponseReturnValue:
    """Let a listing say that it is closed, or something short."""
    listing, form = queries.listing(session(), slug=slug), ForNowForm()
    form.fill({"starts_on": today()})
    if not form.validate_on_submit():
        return _editor(form, listing, None)
    words = _words(form)
    notice = writing.put_up(session(), listing=listing, words=words, actor=current_actor(), audit_key=_audit_key())
    return _done(slug, admin_presenters.saved(notice, today=today()))


@blueprint.route("/listings/<slug>/notices/<int:number>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change what a listing says; 409 with what was typed where somebody else changed it meanwhile."""
    listing = queries.listing(session(), slug=slug)
    notice, form = queries.one(session(), listing=listing, number=number), ForNowForm()
    form.fill(_values(notice))
    if not form.validate_on_submit():
        return _editor(form, listing, notice)
    try:
        writing.change(
            session(),
            notice=notice,
            words=_words(form, notice.texts),
            seen=form.version.data or "",
            actor=current_actor(),
            audit_key=_audit_key(),
        )
    except writing.ChangedMeanwhile:
        return _conflict(form, listing, notice)
    return _done(slug, admin_presenters.saved(notice, today=today()))


@blueprint.post("/listings/<slug>/notices/<int:number>/take-down")
@needs("listings.publish")
def take_down(slug: str, number: int) -> ResponseReturnValue:
    """Take away what a listing says, at once."""
    notice = queries.one(session(), listing=queries.listing(session(), slug=slug), number=number)
    writing.take_down(session(), notice=notice, actor=current_actor(), audit_key=_audit_key())
    return _done(slug, gettext("Taken down. Families no longer read it. You can put it back."))


@blueprint.post("/listings/<slug>/notices/<int:number>/put-back")
@needs("listings.publish")
def put_back(slug: str, number: int) -> ResponseReturnValue:
    """Undo that something was taken down."""
    notice = queries.one(session(), listing=queries.listing(session(), slug=slug), number=number)
    writing.put_back(session(), notice=notice, actor=current_actor(), audit_key=_audit_key())
    return _done(slug, gettext("Put back. Families read it again on its days."))


def tiles(session: Session) -> list[Tile]:
    """Return how many listings are closed today, for the first page."""
    closed = queries.number_closed(today())
    return [Tile(gettext("Listings that are closed today"), closed, url_for("admin.listing_notices.standing"))]


def _row(notice: ListingNotice, listing: Listing, people: dict[str, str]) -> admin_presenters.NoticeRow:
    return admin_presenters.row(notice, listing, today=today(), people=people)


def _editor(
    form: ForNowForm, listing: Listing, notice: ListingNotice | None, *, theirs: object = None
) -> ResponseReturnValue:
    page = render_template(
        "listings/notices/admin/edit.html",
        form=form,
        listing=listing,
        notice=notice,
        name=admin_presenters.name_of(listing),
        words=[form[f"text_{code}"] for code in LANGUAGES],
        theirs=theirs,
    )
    return page, 409 if theirs else 400 if form.errors else 200


def _conflict(form: ForNowForm, listing: Listing, notice: ListingNotice) -> ResponseReturnValue:
    """Show what was typed with what is saved beside it; saving once more is about what is saved."""
    form.version.data = writing.version_of(notice)
    form.problem(form.text_en, gettext("Somebody else changed this meanwhile. Read theirs, then save."))
    return _editor(form, listing, notice, theirs=_row(notice, listing, {}))


def _words(form: ForNowForm, before: Mapping[str, str] | None = None) -> ForNowWords:
    typed = {code: form[f"text_{code}"].data for code in LANGUAGES if form[f"text_{code}"].data}
    texts = with_held_back(typed, before or {})
    return ForNowWords(ForNowKind(form.kind.data), texts, form.first_day, form.ends_on.data)


def _values(notice: ListingNotice) -> dict[str, Any]:
    texts = {f"text_{code}": text for code, text in notice.texts.items()}
    days = {"starts_on": notice.starts_on, "ends_on": notice.ends_on}
    return {**texts, **days, "kind": notice.kind, "version": writing.version_of(notice)}


def _done(slug: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("admin.listing_notices.index", slug=slug), code=303)


def _audit_key() -> bytes:
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key
