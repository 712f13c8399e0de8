"""The screens of many listings at once: bring in a file, change a list, look first, then do it or undo it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from localoffer import room
from localoffer.days import today
from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.listings.admin import choices
from localoffer.listings.admin.narrowing import narrowed
from localoffer.listings.bulk import admin_presenters, admin_run, queries, runs
from localoffer.listings.bulk.admin_columns import ADDRESS, columns
from localoffer.listings.bulk.admin_forms import ChangeForm, ImportForm
from localoffer.listings.bulk.admin_here import by, to_run
from localoffer.listings.bulk.tables import MOST_ROWS
from localoffer.listings.queries import ids_for_admin
from localoffer.staff import accounts, guard
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile
from localoffer.web import settings

blueprint = Blueprint("bulk", __name__, url_prefix="/bulk")
admin_run.register(blueprint)

LARGEST = 20_000_000
_AROUND_THE_FILE = 100_000


@blueprint.url_value_preprocessor
def allow_a_large_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let those who may bring in a file send more than any other form takes; before anything of it is read."""
    if endpoint == "admin.bulk.bring_in" and request.method == "POST" and guard.allowed("listings.edit"):
        request.max_content_length = LARGEST + _AROUND_THE_FILE


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a file may be."""
    if guard.signed_in() is None:
        return redirect(url_for("security.login"), code=303)
    form = ImportForm(formdata=None)
    form.problem(form.file, gettext("The file is larger than 20 MB. Send it in parts."))
    return _import_page(form), 413


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List what was brought in and changed at once."""
    found = runs.newest(session())
    people = accounts.names(session(), {run.made_by for run in found})
    districts = queries.names_of_districts(session())
    shown = [admin_presenters.run_shown(run, people=people, districts=districts) for run in found]
    return render_template("listings/admin/bulk/index.html", runs=shown)


@blueprint.route("/import", methods=["GET", "POST"])
@needs("listings.edit")
def bring_in() -> ResponseReturnValue:
    """Take a file, for the worker to read."""
    form = ImportForm()
    if not form.validate_on_submit():
        return _import_page(form), 400 if form.errors else 200
    try:
        room.require(_written_to(), megabytes=settings().keep_free_mb)
    except room.NoRoom:
        form.problem(form.file, gettext("The site has too little room on its disk. Tell whoever runs it."))
        return _import_page(form), 400
    sent = cast(FileStorage, form.file.data)
    content = sent.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise RequestEntityTooLarge
    run = runs.import_file(session(), name=sent.filename or "", content=content, by=by())
    return to_run(run)


@blueprint.route("/change", methods=["GET", "POST"])
@needs("listings.edit")
def change() -> ResponseReturnValue:
    """Say what is to be changed in every listing of a list, for the worker to look at."""
    wanted, chosen = narrowed(session(), request.args, today=today())[1:]
    ids = ids_for_admin(session(), wanted=wanted, most=MOST_ROWS + 1)
    form = ChangeForm(districts=choices.districts(session()), may_archive=guard.allowed("listings.publish"))
    valid = form.validate_on_submit()
    if valid and not 0 < len(ids) <= MOST_ROWS:
        form.problem(form.what, gettext("Narrow the list to at least 1 listing and at most 10,000"))
        valid = False
    if not valid:
        page = render_template("listings/admin/bulk/change.html", form=form, number=len(ids), chosen=chosen)
        return page, 400 if form.errors else 200
    return to_run(runs.change_many(session(), ids=ids, wanted=form.wanted(), by=by()))


def tiles(_session: Session) -> list[Tile]:
    """Return what does not get on, for the first page of the commissioners' area."""
    title = gettext("Many at once: changes that do not get on")
    return [Tile(title, queries.number_stuck(now()), url_for("admin.bulk.index"), urgent=True, only_if_any=True)]


def _import_page(form: ImportForm) -> str:
    headings = [str(ADDRESS), *(str(column.heading) for column in columns())]
    return render_template("listings/admin/bulk/import.html", form=form, headings=headings)


def _written_to() -> list[Path]:
    told = settings()
    return room.written_to(told.var, told.database_url)
