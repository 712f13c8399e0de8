"""The commissioners' queue of corrections, and one correction. In English only."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.feedback.corrections import admin_presenters, admin_waiting, deciding, queries
from localoffer.feedback.corrections.admin_forms import DecisionForm
from localoffer.feedback.corrections.deciding import Decision
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.corrections.vocabulary import Outcome
from localoffer.languages import gettext
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile

blueprint = Blueprint("corrections", __name__, url_prefix="/corrections")


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """Show the corrections that wait, by listing, and those that are decided."""
    waiting, done = queries.waiting(session()), queries.decided(session())
    unsent = queries.undelivered(session(), done)
    return render_template(
        "feedback/corrections/admin/index.html",
        waiting=[admin_presenters.row(one, is_undelivered=False) for one in waiting],
        done=[admin_presenters.row(one, is_undelivered=one.uuid in unsent) for one in done],
    )


@blueprint.get("/<key>")
@needs("comments.read")
def show(key: str) -> ResponseReturnValue:
    """Show one correction."""
    return _page(queries.get(session(), key=key), DecisionForm(formdata=None))


@blueprint.post("/<key>")
@needs("comments.answer")
def decide(key: str) -> ResponseReturnValue:
    """Say what came of a correction; 409 when somebody else was first."""
    row, form = queries.get(session(), key=key), DecisionForm()
    if not form.validate():
        return _page(row, form, 400)
    decision = Decision(Outcome(form.outcome.data), form.answer.data or "", current_actor(), today())
    try:
        deciding.decide(
            session(), row, decision, seen_version=form.seen_version, keys=_keys(), council=council.current()
        )
    except deciding.ChangedMeanwhile:
        session.rollback()
        form.form_errors = [
            gettext("Somebody else has decided about this while you had it open. Look at it once more.")
        ]
        return _page(queries.get(session(), key=key), form, 409)
    flash(gettext("Saved. Whoever left an address is told by email.") if row.wants_answer else gettext("Saved."))
    return redirect(_queue(), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of corrections."""
    title = gettext("Corrections to look at")
    return [Tile(title, queries.number_waiting(), _queue())]


def _page(row: Correction, form: DecisionForm, status: int = 200) -> ResponseReturnValue:
    form.show_version(row.row_version)
    page = render_template(
        "feedback/corrections/admin/one.html",
        correction=admin_presenters.whole(
            row,
            keys=_keys(),
            staff=accounts.names(session(), [row.decided_by]),
            is_undelivered=bool(queries.undelivered(session(), [row])),
        ),
        form=form,
        may_answer=allowed("comments.answer") and row.outcome is None,
        may_edit=allowed("listings.edit"),
    )
    return page, status


def _queue() -> str:
    return url_for("admin.review.index", shelf=admin_waiting.SOURCE.code)


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
