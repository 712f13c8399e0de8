"""The commissioners' screens for words that mean the same: look, add, change, take away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.languages import LANGUAGES, gettext
from localoffer.listings import queries
from localoffer.listings.models import Synonym
from localoffer.listings.terms import synonyms, writing
from localoffer.listings.terms.admin import listing_uses
from localoffer.listings.terms.admin_forms import MergeForm, SynonymForm
from localoffer.listings.terms.admin_here import writer
from localoffer.listings.terms.synonyms import Meaning
from localoffer.listings.terms.using import Use
from localoffer.paging import in_range, pages_of
from localoffer.staff.guard import allowed, needs

blueprint = Blueprint("synonyms", __name__, url_prefix="/words/synonyms")

_LONGEST = 80
_A_PAGE = 100


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List a page of the synonyms; with ``?q=`` of those that have these letters."""
    wanted = request.args.get("q", "").strip()[:_LONGEST]
    rows = [row for row in queries.synonyms(session()) if wanted.casefold() in _letters(row)]
    page = in_range(request.args.get("page", 1, type=int), total=len(rows), per_page=_A_PAGE)
    return render_template(
        "listings/admin/words/synonyms.html",
        rows=rows[(page - 1) * _A_PAGE : page * _A_PAGE],
        total=len(rows),
        page=page,
        pages=pages_of(len(rows), _A_PAGE),
        wanted=wanted,
        may_change=allowed("listings.publish"),
        languages={code: language.own_name for code, language in LANGUAGES.items()},
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs("listings.publish")
def create() -> ResponseReturnValue:
    """Add a synonym."""
    form = SynonymForm()
    form.fill({"language": "en"})
    if not form.validate_on_submit():
        return _editor(form, None)
    try:
        synonyms.add(session(), _meaning(form), writer=writer())
    except writing.Taken:
        return _taken(form, None)
    return _saved()


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(number: int) -> ResponseReturnValue:
    """Change a synonym; 409 with what was typed, and what is saved now, where somebody else changed it meanwhile."""
    row, form = synonyms.get(session(), number), SynonymForm()
    form.fill({"language": row.language, "phrase": row.phrase, "means": "\n".join(row.means), "version": row.version})
    if not form.validate_on_submit():
        return _editor(form, row)
    try:
        synonyms.change(session(), row, _meaning(form), seen_version=form.seen_version, writer=writer())
    except writing.Taken:
        return _taken(form, row)
    except writing.ChangedMeanwhile:
        form.show_version(row.version)
        form.form_errors = [gettext("Somebody else changed this meanwhile. Read theirs, then save.")]
        return _editor(form, row, status=409)
    return _saved()


@blueprint.get("/<int:number>/uses")
@needs("listings.edit")
def uses(number: int) -> str:
    """Show where a synonym leads families and, to those who may, how to merge it or take it away."""
    row = synonyms.get(session(), number)
    return _uses_page(row, _merge_form(row))


@blueprint.post("/<int:number>/merge")
@needs("listings.publish", recent=True)
def merge(number: int) -> ResponseReturnValue:
    """Make a synonym part of another one of its language."""
    row = synonyms.get(session(), number)
    form = _merge_form(row)
    if not form.validate_on_submit():
        return _uses_page(row, form), 400
    into = synonyms.get(session(), int(form.into.data))
    synonyms.merge(session(), row, into, writer=writer())
    flash(gettext("Merged. “%(phrase)s” also means what it meant.", phrase=into.phrase))
    return redirect(url_for("admin.synonyms.index"), code=303)


@blueprint.post("/<int:number>/remove")
@needs("listings.publish", recent=True)
def remove(number: int) -> ResponseReturnValue:
    """Take a synonym away."""
    synonyms.remove(session(), synonyms.get(session(), number), writer=writer())
    flash(gettext("Taken away. The search no longer knows it."))
    return redirect(url_for("admin.synonyms.index"), code=303)


def _merge_form(row: Synonym) -> MergeForm:
    form = MergeForm()
    form.offer([Choice(str(one.id), one.phrase) for one in synonyms.others_of(session(), row)])
    return form


def _uses_page(row: Synonym, form: MergeForm) -> str:
    found, alike = synonyms.listings_found_by(session(), row), synonyms.alike(session(), row)
    others = [
        Use(f"{one.phrase}: {', '.join(one.means)}", url_for("admin.synonyms.uses", number=one.id)) for one in alike
    ]
    return render_template(
        "listings/admin/words/synonym_uses.html",
        form=form,
        row=row,
        alike=others,
        uses=listing_uses(found),
        total=found.total,
        more=found.total - len(found.first),
        may_change=allowed("listings.publish"),
    )


def _letters(row: Synonym) -> str:
    return " ".join((row.phrase, *row.means)).casefold()


def _meaning(form: SynonymForm) -> Meaning:
    return Meaning(form.language.data, " ".join(form.phrase.data.split()), form.said())


def _taken(form: SynonymForm, row: Synonym | None) -> ResponseReturnValue:
    form.problem(form.phrase, gettext("There is one for these words already"))
    return _editor(form, row)


def _editor(form: SynonymForm, row: Synonym | None, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "listings/admin/words/synonym.html", form=form, row=row, theirs=row if status == 409 else None
    )
    return page, status or (400 if form.errors else 200)


def _saved() -> ResponseReturnValue:
    flash(gettext("Saved. The search knows it from now on."))
    return redirect(url_for("admin.synonyms.index"), code=303)
