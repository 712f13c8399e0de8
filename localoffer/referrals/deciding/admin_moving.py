"""Moving a referral: what the family would read is shown first, and then all of it happens at once."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals import queries, triage
from localoffer.referrals.admin import here, one, timeline, updating
from localoffer.referrals.asking import at_hand
from localoffer.referrals.deciding import moving
from localoffer.referrals.deciding.admin_forms import MoveForm
from localoffer.referrals.deciding.admin_page import MovePage
from localoffer.referrals.deciding.admin_words import STANDINGS
from localoffer.referrals.deciding.moving import Move, OwnWords
from localoffer.referrals.deciding.press import CannotPrint
from localoffer.referrals.telling import updating as telling
from localoffer.staff.guard import current_actor, needs


@needs("referrals.change")
def where_to(reference: str) -> ResponseReturnValue:
    """Show what a move would tell the family, and ask for what belongs to it."""
    referral = queries.get(session(), reference=reference)
    if referral.set_aside_at is not None:
        return one.to_referral(referral)
    form = MoveForm(formdata=None)
    form.to.data, form.version.data = request.args.get("to", ""), request.args.get("version", "")
    form.begin()
    page = MovePage(referral, form)
    page.prepare()
    if form.stage is None:
        form.to.data = ""
        form.problem(form.to, gettext("Choose where to move it to"))
        return _drawn(page, 400)
    return _drawn(page)


@needs("referrals.change")
def move(reference: str) -> ResponseReturnValue:
    """Move a referral with its messages and its letter; 409, with both changes, when somebody else was first."""
    referral = queries.get(session(), reference=reference, locked=True)
    if referral.set_aside_at is not None:
        return one.to_referral(referral)
    page = MovePage(referral, MoveForm())
    if page.form.seen_version != referral.row_version:
        return _conflict(reference, page.form)
    page.prepare()
    if "look" in request.form:
        return _drawn(page)
    if not page.form.validate():
        return _drawn(page, 400)
    try:
        return _letter_before_it_is_kept(page) if "see_letter" in request.form else _carried_out(page)
    except triage.ChangedMeanwhile:
        return _conflict(reference, page.form)
    except CannotPrint:
        page.form.problem(
            page.form.words,
            gettext("The letter cannot be made: your words have letters that it lacks. Write them differently."),
        )
        return _drawn(page, 400)


def _carried_out(page: MovePage) -> ResponseReturnValue:
    referral, at = page.referral, now()
    change, sent = moving.carry_out(
        session(), referral, _decided(page), keys=at_hand.keys(), actor=current_actor(), at=at
    )
    flash(gettext("Moved to: %(stage)s", stage=referral.stage.title))
    if sent and telling.family_can_read(referral):
        flash(gettext("The family can read the message on its status page now"))
    updating.tell_of_move(referral, change)
    return one.to_referral(referral)


def _decided(page: MovePage) -> Move:
    form, services = page.form, page.instead
    if form.stage is None:
        raise triage.NotAllowed(form.to.data)
    wants_letter = page.is_decision and bool(form.letter.data)
    return Move(
        to=form.stage,
        note=form.note.data,
        seen_version=form.seen_version,
        reason=form.refusal,
        instead=tuple(listing.id for listing in services),
        message=page.message if form.tell.data else None,
        words=OwnWords(form.words.data, form.words_language.data) if form.words.data else None,
        letter=page.letter(services=services) if wants_letter else None,
    )


def _letter_before_it_is_kept(page: MovePage) -> ResponseReturnValue:
    """Show the letter as it would be; nothing is moved and nothing kept."""
    made = page.letter(services=page.instead)
    here.record_look(page.referral)
    return Response(made.pdf, mimetype="application/pdf")


def _drawn(page: MovePage, status: int = 200, **meanwhile: Any) -> ResponseReturnValue:
    drawn = render_template(
        "referrals/admin/moving.html",
        page=page,
        form=page.form,
        reference=page.referral.reference,
        family_can_read=telling.family_can_read(page.referral),
        standings=STANDINGS,
        **meanwhile,
    )
    return drawn, status


def _conflict(reference: str, form: MoveForm) -> ResponseReturnValue:
    """Show what the other person did beside what this one wanted, with nothing typed lost."""
    session.rollback()
    referral = queries.get(session(), reference=reference)
    page, wanted = MovePage(referral, form), form.wanted
    page.prepare()
    form.show_version(referral.row_version)
    latest = timeline.timeline(referral, keys=at_hand.keys(), staff=here.staff_of(referral))[0]
    drawn = _drawn(page, 409, theirs=latest, wanted=wanted)
    here.record_look(referral)
    return drawn
