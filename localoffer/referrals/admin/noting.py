"""Writing the team's notes, and putting one right: what stood there before stays to be read."""

from __future__ import annotations

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from localoffer.crypto import CannotOpen
from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals import queries, sealing
from localoffer.referrals.admin import beside, here, noted, one
from localoffer.referrals.admin.casework_forms import NoteForm
from localoffer.referrals.admin.one import NOTING, Sent
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import notes
from localoffer.referrals.casework.notes import ChangedMeanwhile, Note
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor, needs


@needs("referrals.change")
def add_note(reference: str) -> ResponseReturnValue:
    """Add a note."""
    referral = queries.get(session(), reference=reference, locked=True)
    if not is_open(referral):
        return one.to_referral(referral)
    form = NoteForm(prefix=NOTING)
    if not form.validate():
        return one.whole_page(referral, Sent(noting=form))
    notes.add(session(), referral, text=form.text.data, keys=at_hand.keys(), actor=current_actor(), at=now())
    flash(gettext("The note is saved"))
    return one.to_referral(referral)


@needs("referrals.change")
def change_note(reference: str, note: str) -> ResponseReturnValue:
    """Show one note to be put right."""
    referral = queries.get(session(), reference=reference)
    found = notes.find(referral, note, keys=at_hand.keys())
    form = NoteForm(formdata=None)
    form.replace({"text": found.text})
    return _page(referral, found, form)


@needs("referrals.change")
def save_note(reference: str, note: str) -> ResponseReturnValue:
    """Put one note right; 409, with both, where somebody else has done so already."""
    referral = queries.get(session(), reference=reference, locked=True)
    found = notes.find(referral, note, keys=at_hand.keys())
    if not is_open(referral):
        return one.to_referral(referral)
    form = NoteForm()
    if not form.validate():
        return _page(referral, found, form, status=400)
    try:
        notes.add(
            session(),
            referral,
            text=form.text.data,
            keys=at_hand.keys(),
            actor=current_actor(),
            at=now(),
            replaces=int(note),
        )
    except ChangedMeanwhile as changed:
        return _page(referral, changed.now, form, is_theirs=True, status=409)
    flash(gettext("The note is saved"))
    return one.to_referral(referral)


def _page(
    referral: Referral, note: Note, form: NoteForm, *, is_theirs: bool = False, status: int = 200
) -> ResponseReturnValue:
    """Return the page of one note; what is saved there stands in the place of ``note``."""
    staff = here.staff_of(referral, [note.made_by])
    page = render_template(
        "referrals/admin/note.html",
        reference=referral.reference,
        note=noted.row(note, staff),
        form=form,
        heading=gettext("Somebody else changed this note") if is_theirs else gettext("Put a note right"),
        is_theirs=is_theirs,
    )
    beside.record_part_look(referral, ["notes"])
    return page, status


def is_open(referral: Referral) -> bool:
    """Return whether a note can be written: it is in the queue, and nobody erased it."""
    try:
        sealing.open_summary(referral, keys=at_hand.keys())
    except CannotOpen:
        return False
    return referral.set_aside_at is None
