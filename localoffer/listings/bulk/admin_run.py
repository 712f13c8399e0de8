"""The page of one run: how far it is, its preview, and what can be done with it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.jobs import store
from localoffer.languages import gettext
from localoffer.listings.bulk import admin_presenters, queries, runs
from localoffer.listings.bulk.admin_forms import PUBLISH, ApplyForm
from localoffer.listings.bulk.admin_here import by, to_run
from localoffer.listings.bulk.admin_words import all_reasons, column, place, sentence
from localoffer.listings.bulk.models import BulkRun, Outcome, RunKind, Stage
from localoffer.listings.bulk.runs import NotNow
from localoffer.staff import accounts, guard
from localoffer.staff.guard import needs
from localoffer.web.spreadsheets import CSV, as_csv

_SECONDS = 3
_DOES = (Outcome.NEW, Outcome.CHANGED)


def register(blueprint: Blueprint) -> None:
    """Put the page of a run, and what its buttons do, on the blueprint of the screens."""
    blueprint.add_url_rule("/<int:number>", view_func=show)
    blueprint.add_url_rule("/<int:number>/refused.csv", view_func=refused)
    for action in (apply, stop, undo, again, drop):
        blueprint.add_url_rule(f"/<int:number>/{action.__name__}", view_func=action, methods=["POST"])


@needs("listings.edit")
def show(number: int) -> ResponseReturnValue:
    """Show how far a run is, or what it would do or did. While the worker has it, the page loads itself again."""
    run = runs.get(session(), number)
    answer = make_response(_page(run, _apply_form()))
    if run.is_working and "still" not in request.args:
        answer.headers["Refresh"] = str(_SECONDS)
    return answer


@needs("listings.edit", recent=True)
def refused(number: int) -> Response:
    """Give the rows that were refused as a table, a line for each reason."""
    run = runs.get(session(), number)
    rows = [
        (place(reason, row.number), row.name, column(reason), sentence(reason))
        for row in queries.refused_of(session(), run)
        for reason in all_reasons(row.reason)
    ]
    headings = [gettext("Where"), gettext("Name"), gettext("Column"), gettext("Why")]
    answer = Response(as_csv(headings, rows), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="refused-{run.id}.csv"'
    return answer


@needs("listings.edit")
def apply(number: int) -> ResponseReturnValue:
    """Do what the preview shows."""
    run, form = _get(number), _apply_form()
    if run.asked.get("wanted", {}).get("archives"):
        _need_publisher()
        form.how.data = PUBLISH
    # of a run that is not ready there is no such question on the page
    if run.stage is Stage.READY and not form.validate_on_submit():
        return _page(run, form), 400
    try:
        runs.apply(session(), run, publishes=form.how.data == PUBLISH, by=by())
    except NotNow:
        return _page(run, form), 409
    return to_run(run)


@needs("listings.edit")
def stop(number: int) -> ResponseReturnValue:
    """Stop what the worker does; everything goes back to how it was."""
    run = _get(number)
    try:
        runs.stop(session(), run, by=by())
    except NotNow:
        return _page(run, _apply_form()), 409
    return to_run(run)


@needs("listings.edit")
def undo(number: int) -> ResponseReturnValue:
    """Take back everything that a run did."""
    run = _get(number)
    if run.publishes:
        _need_publisher()
    try:
        runs.undo(session(), run, by=by())
    except NotNow:
        return _page(run, _apply_form()), 409
    return to_run(run)


@needs("listings.edit")
def again(number: int) -> ResponseReturnValue:
    """Look once more what a run would do, or go on with one that failed."""
    run = _get(number)
    try:
        if run.is_working:
            runs.carry_on(session(), run, by=by())
        else:
            runs.read_again(session(), run, by=by())
    except NotNow:
        return _page(run, _apply_form()), 409
    return to_run(run)


@needs("listings.edit")
def drop(number: int) -> ResponseReturnValue:
    """Throw a preview away."""
    run = _get(number)
    try:
        runs.drop(session(), run, by=by())
    except NotNow:
        return _page(run, _apply_form()), 409
    return to_run(run, gettext("Thrown away. Nothing was changed."))


def _page(run: BulkRun, form: ApplyForm) -> str:
    people = accounts.names(session(), {run.made_by, run.applied_by or "", run.undone_by or ""})
    names = queries.names_of_codes(session())
    shown = {
        "run": run,
        "head": admin_presenters.run_shown(run, people=people, districts=names),
        "form": form,
        "problem": sentence(run.problem),
        "may_undo": guard.allowed("listings.publish") or not run.publishes,
    }
    if run.is_working:
        shown["progress"] = admin_presenters.progress(store.get(session(), run.job_id or 0))
    elif run.stage is not Stage.REFUSED:
        shown |= _rows(run, names)
    return render_template("listings/admin/bulk/run.html", **shown)


def _rows(run: BulkRun, names: dict[str, str]) -> dict[str, object]:
    counts = runs.outcomes(session(), run)
    there = [outcome for outcome in Outcome if counts[outcome]]
    asked = request.args.get("show")
    outcome = Outcome(asked) if asked in there else next(iter(there), Outcome.NEW)
    page = queries.page_of(session(), run, outcome, total=counts[outcome], page=request.args.get("page", 1, type=int))
    changes = outcome is Outcome.CHANGED
    asks = counts[Outcome.NEW] or run.stage is Stage.APPLIED
    lacking, drafts = queries.staying_drafts(session(), run) if asks else (0, 0)
    return {
        "tabs": admin_presenters.tabs(counts, outcome),
        "shown": outcome,
        "page": page,
        "does": sum(counts[one] for one in _DOES),
        "refused": counts[Outcome.REFUSED],
        "lacking": lacking,
        "drafts": lacking + drafts,
        "left": queries.left_of(session(), run) if run.stage is Stage.UNDONE else 0,
        "rows": admin_presenters.rows_shown(
            page.rows,
            before=queries.before_of(session(), page.rows) if changes else {},
            addresses=queries.addresses_of(session(), page.rows),
            names=names,
            organisations=queries.organisations_of(session(), page.rows) if run.stage is Stage.READY else {},
        ),
        "is_import": run.kind is RunKind.IMPORT,
    }


def _get(number: int) -> BulkRun:
    return runs.get(session(), number, to_write=True)


def _apply_form() -> ApplyForm:
    return ApplyForm(may_publish=guard.allowed("listings.publish"))


def _need_publisher() -> None:
    if not guard.allowed("listings.publish"):
        abort(403)
