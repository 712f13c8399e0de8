"""The queue of requests to be rung or to be sent a paper copy, and one request. In English only."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.contacting import admin_presenters, copies, handling, queries, views, wishes
from localoffer.contacting.admin_forms import AGAIN, OutcomeForm
from localoffer.contacting.handling import Acting
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import Paper
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.days import today
from localoffer.db import database, now, session
from localoffer.forms.seen import SeenForm
from localoffer.languages import gettext
from localoffer.listings import kept
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile
from localoffer.working_days import answer_by

blueprint = Blueprint("contacts", __name__, url_prefix="/contact-requests")


@blueprint.get("")
@needs("contacts.read")
def index() -> str:
    """Show the requests that wait, what is due first, those that look like spam, and those that are done."""
    keys, at = _keys(), now()

    def rows(found: list[ContactRequest]) -> list[admin_presenters.Row]:
        return [admin_presenters.row(one, keys=keys, at=at) for one in found]

    return render_template(
        "contacting/admin/index.html",
        waiting=rows([*queries.waiting(session())]),
        aside=rows([*queries.set_aside(session())]),
        done=rows([*queries.done(session())]),
        aside_days=council.current().retention.set_aside_days,
        done_days=council.current().retention.contact_days,
    )


@blueprint.get("/<reference>")
@needs("contacts.read")
def show(reference: str) -> ResponseReturnValue:
    """Show one request whole, and write down who looked."""
    form = OutcomeForm(formdata=None)
    form.again_on.process(None, answer_by(today(), 1))
    return _whole_page(queries.get(session(), reference=reference), form)


@blueprint.post("/<reference>")
@needs("contacts.change")
def settle(reference: str) -> ResponseReturnValue:
    """Write down what came of a request; 409 when somebody else was first."""
    row, form = queries.get(session(), reference=reference), OutcomeForm()
    if not form.is_valid(today=today()):
        return _whole_page(row, form, status=400)
    acting = _acting(form)
    try:
        if form.outcome.data == AGAIN:
            handling.try_again(session(), row, on=form.day, note=form.note.data, acting=acting)
        else:
            handling.finish(session(), row, note=form.note.data, acting=acting)
    except handling.ChangedMeanwhile:
        return _changed(reference, form)
    flash(gettext("Written down: %(reference)s.", reference=row.reference))
    return redirect(url_for("admin.contacts.index"), code=303)


@blueprint.post("/<reference>/release")
@needs("contacts.change")
def release(reference: str) -> ResponseReturnValue:
    """Put a request that looked like spam into the queue; 409 when somebody else was first."""
    row, form = queries.get(session(), reference=reference), SeenForm()
    try:
        handling.release(session(), row, acting=_acting(form), team=views.team())
    except handling.ChangedMeanwhile:
        return _changed(reference, OutcomeForm(formdata=None))
    flash(gettext("It is in the queue now."))
    return redirect(url_for("admin.contacts.show", reference=row.reference), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of requests."""
    address, numbers = url_for("admin.contacts.index"), queries.numbers(today()).c
    late = gettext("People who should have been rung or answered")
    return [
        Tile(gettext("People to ring or to send a paper copy"), numbers.waiting, address),
        Tile(late, numbers.late, address, urgent=True, only_if_any=True),
    ]


def waiting() -> int:
    """Return how many requests wait, for the pages of others that link here."""
    return queries.count_waiting(session())


def _changed(reference: str, form: OutcomeForm) -> ResponseReturnValue:
    session.rollback()
    form.form_errors = [gettext("Somebody else changed this request while you had it open. Look at it once more.")]
    return _whole_page(queries.get(session(), reference=reference), form, status=409)


def _whole_page(row: ContactRequest, form: OutcomeForm, *, status: int = 200) -> ResponseReturnValue:
    form.show_version(row.row_version)
    request = admin_presenters.whole(
        row, keys=_keys(), staff=accounts.names(session(), _staff_of(row)), papers=_papers(), at=now()
    )
    page = render_template(
        "contacting/admin/show.html",
        request_=request,
        printed=url_for("listings.print_shared_list", s=kept.write(request.services)) if request.services else "",
        form=form,
        may_change=allowed("contacts.change"),
    )
    looked_at, actor = row.uuid, current_actor()
    # A refused change holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        handling.record_look(own, row_uuid=looked_at, keys=_keys(), actor=actor)
    return page, status


def _staff_of(row: ContactRequest) -> list[str]:
    try:
        return [note.by for note in wishes.open_notes(row, keys=_keys())]
    except CannotOpen:
        return []


def _papers() -> dict[str, str]:
    return {
        **dict(copies.offered()),
        Paper.LIFE_SKILLS_FORM.value: gettext("The form to ask for 1-1 Life Skills support"),
        Paper.MY_LIST.value: gettext("The services on their list"),
    }


def _acting(form: SeenForm) -> Acting:
    return Acting(current_actor(), now(), form.seen_version, _keys())


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
