"""The screen of capacity: what families read of it, set by managers from a day on, with its history."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer import council
from localoffer.db import now, session
from localoffer.languages import format_date, gettext
from localoffer.referrals.asking import at_hand
from localoffer.referrals.capacity import admin_presenters, setting
from localoffer.referrals.capacity.admin_forms import IntakeForm
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs

blueprint = Blueprint("capacity", __name__, url_prefix="/capacity")


@blueprint.get("")
@needs("referrals.read")
def index() -> ResponseReturnValue:
    """Show how things stand, and who said so since when."""
    form = IntakeForm(formdata=None)
    form.since.process(None, at_hand.today())
    return _page(form)


@blueprint.post("")
@needs("capacity.set")
def set_intake() -> ResponseReturnValue:
    """Say how things stand from a day on; 409, with the history, when somebody else was first."""
    form = IntakeForm()
    if not form.validate():
        return _page(form), 400
    try:
        setting.set_intake(
            session(),
            form.intake,
            today=at_hand.today(),
            seen_version=form.seen_version,
            audit_key=at_hand.keys().audit,
            actor=current_actor(),
            at=now(),
        )
    except setting.TooEarly as error:
        day = format_date(error.earliest)
        form.problem(form.since, gettext("Enter %(day)s or a later day: what was before is history", day=day))
        return _page(form), 400
    except setting.ChangedMeanwhile:
        session.rollback()
        form.problem(form.state, gettext("Somebody else set this meanwhile. Read what they said, then save again."))
        return _page(form), 409
    flash(gettext("Saved. Families read it from %(day)s on.", day=format_date(form.intake.since)))
    return redirect(url_for("admin.capacity.index"), code=303)


@blueprint.post("/<int:number>/take-back")
@needs("capacity.set")
def take_back(number: int) -> ResponseReturnValue:
    """Take back what has not begun yet."""
    try:
        setting.take_back(
            session(), number, today=at_hand.today(), audit_key=at_hand.keys().audit, actor=current_actor()
        )
    except setting.HasBegun:
        flash(gettext("It has begun already, so it stays in the history. Say what holds from now on."))
    else:
        flash(gettext("Taken back. Families never read it."))
    return redirect(url_for("admin.capacity.index"), code=303)


def _page(form: IntakeForm) -> str:
    told, today = setting.history(session()), at_hand.today()
    form.show_version(setting.version(session()))
    first = council.current().referring.intake
    staff = accounts.names(session(), [one.made_by for one in told])
    return render_template(
        "referrals/capacity/admin/index.html",
        form=form,
        rows=admin_presenters.rows(told, first=first, staff=staff, today=today),
        may_set=allowed("capacity.set"),
    )
