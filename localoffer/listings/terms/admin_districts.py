"""The commissioners' screens for the names of districts; their codes are the official ones and never change."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.languages import LANGUAGES, gettext
from localoffer.listings.terms import districts, writing
from localoffer.listings.terms.admin import listing_uses
from localoffer.listings.terms.admin_forms import DistrictForm, MergeForm
from localoffer.listings.terms.admin_here import writer
from localoffer.listings.terms.content import TermContent
from localoffer.places import queries as places
from localoffer.places.models import District
from localoffer.staff.guard import allowed, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("district_names", __name__, url_prefix="/words/districts")


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List the districts with their names."""
    return render_template(
        "listings/admin/words/districts.html",
        rows=[(one, districts.names_of(one)) for one in places.districts(session())],
        counted=districts.listings_of(session()),
        languages=LANGUAGES.values(),
        may_change=allowed("listings.publish"),
    )


@blueprint.route("/<slug>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(slug: str) -> ResponseReturnValue:
    """Change what a district is called; 409 where somebody else changed it meanwhile."""
    is_sent = request.method == "POST"
    district, form = districts.get(session(), slug, to_write=is_sent), DistrictForm()
    form.show_names(districts.names_of(district))
    form.fill({"version": district.version})
    if not form.validate_on_submit():
        return _editor(form, district)
    try:
        names = with_held_back(form.names(), districts.names_of(district))
        districts.rename(session(), district, names, seen_version=form.seen_version, writer=writer())
    except writing.ChangedMeanwhile:
        form.show_version(district.version)
        form.form_errors = [gettext("Somebody else changed this meanwhile. Read theirs, then save.")]
        return _editor(form, district, status=409)
    flash(gettext("Saved. Families see it from now on."))
    return redirect(url_for("admin.district_names.index"), code=303)


@blueprint.get("/<slug>/uses")
@needs("listings.edit")
def uses(slug: str) -> str:
    """Show which listings name a district, which is never taken away."""
    district = districts.get(session(), slug)
    found = districts.listings_in(session(), district)
    return render_template(
        "listings/admin/words/uses.html",
        form=MergeForm(formdata=None),
        name=district.name("en"),
        back_url=url_for("admin.district_names.index"),
        uses=listing_uses(found),
        more=found.total - len(found.first),
        fixed_because=gettext("Districts are official, so it stays. You can change its names."),
        may_change=allowed("listings.publish"),
    )


def _editor(form: DistrictForm, district: District, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "listings/admin/words/edit.html",
        form=form,
        heading=gettext("Names of %(district)s", district=district.name("en")),
        back_url=url_for("admin.district_names.index"),
        languages=LANGUAGES.values(),
        theirs=TermContent(districts.names_of(district), place=0) if status == 409 else None,
        uses_url=url_for("admin.district_names.uses", slug=district.slug),
    )
    return page, status or (400 if form.errors else 200)
