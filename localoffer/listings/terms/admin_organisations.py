"""The commissioners' screens for organisations: look, change how to reach them, merge, take away."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.languages import gettext
from localoffer.listings import queries
from localoffer.listings.models import Organisation
from localoffer.listings.terms import organisations, writing
from localoffer.listings.terms.admin import listing_uses
from localoffer.listings.terms.admin_forms import MergeForm, OrganisationForm
from localoffer.listings.terms.admin_here import writer
from localoffer.staff.guard import allowed, needs

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")

_LONGEST = 200


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List the organisations, those whose name has the words of ``?q=``, with how many listings each has."""
    wanted = request.args.get("q", "").strip()[:_LONGEST]
    page = organisations.counted(session(), text=wanted, page=request.args.get("page", 1, type=int))
    return render_template(
        "listings/admin/organisations/index.html", page=page, wanted=wanted, may_change=allowed("listings.publish")
    )


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(number: int) -> ResponseReturnValue:
    """Change an organisation; 409 with what was typed, and what is saved now, where somebody changed it meanwhile."""
    row = organisations.get(session(), number, to_write=request.method == "POST")
    form = OrganisationForm()
    form.fill({"version": row.version, **asdict(organisations.details_of(row))})
    if not form.validate_on_submit():
        return _editor(form, row)
    try:
        organisations.change(session(), row, form.details(), seen_version=form.seen_version, writer=writer())
    except writing.Taken:
        form.problem(form["name"], gettext("Another organisation is called so. You can merge the two."))
        return _editor(form, row)
    except writing.ChangedMeanwhile:
        form.show_version(row.version)
        form.form_errors = [gettext("Somebody else changed this meanwhile. Read theirs, then save.")]
        return _editor(form, row, status=409)
    flash(gettext("Saved. Families see it from now on."))
    return redirect(url_for("admin.organisations.index"), code=303)


@blueprint.get("/<int:number>/uses")
@needs("listings.edit")
def uses(number: int) -> str:
    """Show which listings an organisation has and, to those who may, how to merge it or take it away."""
    return _uses_page(organisations.get(session(), number), _merge_form(number))


@blueprint.post("/<int:number>/merge")
@needs("listings.publish", recent=True)
def merge(number: int) -> ResponseReturnValue:
    """Make an organisation part of another one."""
    row, form = organisations.get(session(), number, to_write=True), _merge_form(number)
    if not form.validate_on_submit():
        return _uses_page(row, form), 400
    into = organisations.get(session(), int(form.into.data), to_write=True)
    name = into.name
    organisations.merge(session(), row, into, writer=writer())
    flash(gettext("Merged. Everything that named it names “%(name)s” now.", name=name))
    return redirect(url_for("admin.organisations.index"), code=303)


@blueprint.post("/<int:number>/remove")
@needs("listings.publish", recent=True)
def remove(number: int) -> ResponseReturnValue:
    """Take an organisation away, unless a listing uses it."""
    row = organisations.get(session(), number, to_write=True)
    if organisations.listings_of(session(), row).total:
        return _uses_page(row, _merge_form(number, sent=False)), 409
    organisations.remove(session(), row, writer=writer())
    flash(gettext("Taken away. Nothing used it."))
    return redirect(url_for("admin.organisations.index"), code=303)


def _editor(form: OrganisationForm, row: Organisation, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "listings/admin/organisations/edit.html", form=form, row=row, theirs=row if status == 409 else None
    )
    return page, status or (400 if form.errors else 200)


def _uses_page(row: Organisation, form: MergeForm) -> str:
    found = organisations.listings_of(session(), row)
    return render_template(
        "listings/admin/words/uses.html",
        form=form,
        name=row.name,
        back_url=url_for("admin.organisations.index"),
        merge_url=url_for("admin.organisations.merge", number=row.id),
        remove_url=url_for("admin.organisations.remove", number=row.id),
        uses=listing_uses(found),
        more=found.total - len(found.first),
        is_fixed=False,
        may_change=allowed("listings.publish"),
    )


def _merge_form(number: int, *, sent: bool = True) -> MergeForm:
    form = MergeForm() if sent else MergeForm(formdata=None)
    form.offer([Choice(str(row.id), row.name) for row in queries.organisations(session()) if row.id != number])
    return form
