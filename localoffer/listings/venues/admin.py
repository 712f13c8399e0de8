"""The commissioners' screens for places: find one, change it for all its listings, merge two, take one away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.languages import gettext, ngettext
from localoffer.listings.terms.admin_here import writer
from localoffer.listings.terms.writing import ChangedMeanwhile
from localoffer.listings.venues import places, writing
from localoffer.listings.venues.admin_forms import MergeForm, PlaceForm, RemoveForm
from localoffer.listings.venues.places import Key, Shared
from localoffer.places.queries import is_nowhere
from localoffer.staff.guard import allowed, needs

blueprint = Blueprint("venues", __name__, url_prefix="/places")
_LONGEST = 200


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List the places, those with the words of ``?q=``, of ``?shared=yes`` those of several listings."""
    wanted, is_shared = request.args.get("q", "").strip()[:_LONGEST], request.args.get("shared") == "yes"
    number = request.args.get("page", 1, type=int)
    page = places.counted(session(), text=wanted, is_shared=is_shared, page=number)
    return render_template(
        "listings/venues/admin/index.html", page=page, wanted=wanted, is_shared=is_shared, called=called
    )


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(number: int) -> ResponseReturnValue:
    """Change a place for all its listings; 409 with what was typed where somebody else changed it meanwhile."""
    shared, form = places.get(session(), number), PlaceForm()
    form.show(shared.place, shared.version)
    is_valid = form.validate_on_submit()
    if is_valid and is_nowhere(session(), form.postcode.data):
        form.problem(form.postcode, gettext("No postcode begins like this one. Check it."))
        is_valid = False
    if not is_valid:
        return _editor(form, shared)
    try:
        changed = writing.change(session(), shared, form.place(), seen=form.version.data or "", writer=writer())
    except ChangedMeanwhile:
        form.version.data = shared.version
        form.form_errors = [gettext("Somebody else changed this meanwhile. Read theirs, then save.")]
        return _editor(form, shared, status=409)
    return _done(ngettext("Saved for %(num)s listing.", "Saved for %(num)s listings.", changed))


@blueprint.get("/<int:number>/uses")
@needs("listings.edit")
def uses(number: int) -> ResponseReturnValue:
    """Show which listings happen at a place and, to those who may, how to merge it or take it away."""
    shared = places.get(session(), number)
    return _uses_page(shared, _merge_form(shared))


@blueprint.post("/<int:number>/merge")
@needs("listings.publish")
def merge(number: int) -> ResponseReturnValue:
    """Let the listings of a place happen at another one; 409 where it is no longer what was shown."""
    shared = places.get(session(), number)
    form = _merge_form(shared)
    if not form.validate_on_submit():
        return _uses_page(shared, form)
    into, seen = places.get(session(), int(form.into.data)), form.version.data or ""
    try:
        changed = writing.merge(session(), shared, into, seen=seen, writer=writer())
    except ChangedMeanwhile:
        return _changed_meanwhile(shared, form)
    return _done(ngettext("Merged for %(num)s listing.", "Merged for %(num)s listings.", changed))


@blueprint.post("/<int:number>/remove")
@needs("listings.publish", recent=True)
def remove(number: int) -> ResponseReturnValue:
    """Take a place off all its listings; 409 where it is no longer what was shown."""
    shared = places.get(session(), number)
    try:
        changed = writing.remove(session(), shared, seen=RemoveForm().version.data or "", writer=writer())
    except ChangedMeanwhile:
        return _changed_meanwhile(shared, _merge_form(shared))
    return _done(ngettext("Taken off %(num)s listing.", "Taken off %(num)s listings.", changed))


def called(key: Key) -> str:
    """Return a place in one line."""
    return ", ".join(part for part in key if part)


def _editor(form: PlaceForm, shared: Shared, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "listings/venues/admin/edit.html",
        form=form,
        shared=shared,
        uses=places.uses(session(), shared.key),
        theirs=called(shared.key) if status == 409 else "",
    )
    return page, status or (400 if form.errors else 200)


def _uses_page(shared: Shared, form: MergeForm, *, status: int = 0) -> ResponseReturnValue:
    form.version.data = shared.version
    page = render_template(
        "listings/venues/admin/uses.html",
        form=form,
        shared=shared,
        name=called(shared.key),
        uses=places.uses(session(), shared.key),
        may_change=allowed("listings.publish"),
    )
    return page, status or (400 if form.errors else 200)


def _changed_meanwhile(shared: Shared, form: MergeForm) -> ResponseReturnValue:
    form.form_errors = [gettext("Somebody else changed this meanwhile. Look at it again first.")]
    return _uses_page(shared, form, status=409)


def _merge_form(shared: Shared) -> MergeForm:
    form = MergeForm()
    form.offer([Choice(str(row.number), called(row.key)) for row in places.near(session(), shared)])
    return form


def _done(said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("admin.venues.index"), code=303)
