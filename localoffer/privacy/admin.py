"""The queue of complaints about personal data, and one complaint. In English only."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import database, now, session
from localoffer.forms.seen import SeenForm
from localoffer.languages import gettext
from localoffer.privacy import admin_holding, admin_presenters, complaints, queries
from localoffer.privacy.admin_forms import AnswerForm
from localoffer.privacy.models import DataComplaint
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")
admin_holding.register(blueprint)


@blueprint.get("/complaints", endpoint="complaints")
@needs("privacy.read")
def index() -> str:
    """Show the complaints that wait, oldest first, and those that were answered."""
    waiting, done = queries.open_complaints(session()), queries.answered_complaints(session())
    missed = queries.undelivered(session(), waiting)
    return render_template(
        "privacy/admin/complaints.html",
        waiting=[admin_presenters.row(one, undelivered=missed, today=today()) for one in waiting],
        done=[admin_presenters.row(one, undelivered=(), today=today()) for one in done],
    )


@blueprint.get("/complaints/<reference>", endpoint="complaint")
@needs("privacy.read")
def show(reference: str) -> ResponseReturnValue:
    """Show one complaint whole, and write down who looked."""
    return _whole_page(queries.get(session(), reference=reference), AnswerForm(formdata=None))


@blueprint.post("/complaints/<reference>/acknowledge")
@needs("privacy.answer")
def acknowledge(reference: str) -> ResponseReturnValue:
    """Say that whoever complained was told, in another way than by the receipt, that it has come."""
    row, form = queries.get(session(), reference=reference), SeenForm()
    try:
        complaints.acknowledge(
            session(), row=row, seen_version=form.seen_version, keys=_keys(), actor=current_actor(), at=now()
        )
    except complaints.ChangedMeanwhile:
        return _changed(reference, AnswerForm(formdata=None))
    flash(gettext("Written down: they know that we have their complaint."))
    return redirect(url_for("admin.privacy.complaint", reference=reference), code=303)


@blueprint.post("/complaints/<reference>/answer")
@needs("privacy.answer")
def answer(reference: str) -> ResponseReturnValue:
    """Say that a complaint was answered, and with what; 409 when somebody else was first."""
    row, form = queries.get(session(), reference=reference), AnswerForm()
    if not form.validate():
        return _whole_page(row, form, status=400)
    try:
        complaints.answer(
            session(),
            row=row,
            answered=form.answer.data,
            seen_version=form.seen_version,
            keys=_keys(),
            actor=current_actor(),
            at=now(),
        )
    except complaints.ChangedMeanwhile:
        return _changed(reference, form)
    flash(gettext("Written down: this complaint is answered."))
    return redirect(url_for("admin.privacy.complaint", reference=reference), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of complaints."""
    address, late = url_for("admin.privacy.complaints"), queries.count_late(session, today=today())
    waiting = Tile(gettext("Complaints about personal data to answer"), queries.number_open(), address)
    if not late:
        return [waiting]
    return [waiting, Tile(gettext("Complaints that should have been acknowledged"), late, address, urgent=True)]


def _changed(reference: str, form: AnswerForm) -> ResponseReturnValue:
    session.rollback()
    form.form_errors = [gettext("Somebody else changed this complaint while you had it open. Look at it once more.")]
    return _whole_page(queries.get(session(), reference=reference), form, status=409)


def _whole_page(row: DataComplaint, form: AnswerForm, *, status: int = 200) -> ResponseReturnValue:
    form.show_version(row.row_version)
    page = render_template(
        "privacy/admin/complaint.html",
        complaint=admin_presenters.whole(
            row,
            keys=_keys(),
            staff=accounts.names(session(), [row.acknowledged_by, row.answered_by]),
            undelivered=queries.undelivered(session(), [row]),
            today=today(),
        ),
        form=form,
        may_answer=allowed("privacy.answer"),
    )
    looked_at, actor = row.uuid, current_actor()
    # A refused change holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        complaints.record_look(own, row_uuid=looked_at, keys=_keys(), actor=actor)
    return page, status


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
