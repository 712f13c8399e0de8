"""Making referrals somebody's work: one on its own page, or those that are ticked in the queue."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from localoffer.db import rows_first, session
from localoffer.languages import gettext, ngettext
from localoffer.referrals import queries
from localoffer.referrals.admin import here, one, queue, saved_views
from localoffer.referrals.admin.assigning_forms import AssignForm, ticked
from localoffer.referrals.admin.queue_address import to_queue
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral
from localoffer.referrals.queueing import assigning
from localoffer.staff.guard import current_actor, needs


@needs("referrals.change")
def assign(reference: str) -> ResponseReturnValue:
    """Make one referral somebody's work; 409, with both names, when somebody else was first."""
    referral, team = queries.get(session(), reference=reference), here.team()
    if referral.set_aside_at is not None:
        return one.to_referral(referral)
    form = AssignForm.sent(team, me=current_actor())
    if not form.validate():
        return _conflict(referral, form, team), 400
    if not _assign(referral, to=form.chosen, seen=form.seen.data or ""):
        session.rollback()
        return _conflict(queries.get(session(), reference=reference), form, team), 409
    flash(_said(1, form.chosen, team))
    return one.to_referral(referral)


@needs("referrals.change")
def assign_ticked() -> ResponseReturnValue:
    """Make the referrals that are ticked somebody's work; those that changed hands meanwhile stay as they are."""
    team, seen = here.team(), dict(ticked(request.form.getlist("referral")))
    form = AssignForm.sent(team, me=current_actor())
    if not seen:
        form.form_errors.append(gettext("Tick the referrals that you want to assign"))
    if not form.validate() or not seen:
        return queue.page(saved_views.own(), form), 400
    with rows_first(session()):
        done = sum(
            _assign(referral, to=form.chosen, seen=seen[referral.reference])
            for referral in assigning.chosen(session(), seen)
        )
    flash(_said(done, form.chosen, team))
    if left := len(seen) - done:
        flash(
            ngettext(
                "%(num)s stays as it is: somebody else was first.",
                "%(num)s stay as they are: somebody else was first.",
                left,
            )
        )
    return redirect(to_queue(request.args), code=303)


def _assign(referral: Referral, *, to: str, seen: str) -> bool:
    """Assign one; return whether it was still the work of whoever was shown."""
    try:
        assigning.assign(session(), referral, to=to, seen=seen, keys=at_hand.keys(), actor=current_actor())
    except assigning.AssignedMeanwhile:
        return False
    return True


def _said(number: int, to: str, team: dict[str, str]) -> str:
    if not to:
        return ngettext("%(num)s referral is nobody’s work now", "%(num)s referrals are nobody’s work now", number)
    name = gettext("you") if to == current_actor() else team[to]
    return ngettext(
        "%(num)s referral is assigned to %(name)s now",
        "%(num)s referrals are assigned to %(name)s now",
        number,
        name=name,
    )


def _conflict(referral: Referral, form: AssignForm, team: dict[str, str]) -> str:
    """Show whose work it is now beside what was wanted; sending it once more is about what is so now."""
    wanted = next((choice.text for choice in form.to.options if choice.value == form.to.data), "")
    form.seen.data = referral.assigned_to
    return render_template(
        "referrals/admin/assigned_meanwhile.html",
        reference=referral.reference,
        now=here.assigned([referral], team).get(referral.assigned_to, ""),
        wanted=wanted,
        form=form,
    )
