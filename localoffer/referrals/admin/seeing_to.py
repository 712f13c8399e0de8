"""What the team does on the page of one referral, beside moving it: each button leads back to that page."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from localoffer.db import MissingRow, now, session
from localoffer.languages import gettext
from localoffer.referrals import queries, seeing_to, tasks, triage
from localoffer.referrals.admin import here, noting, one, updating
from localoffer.referrals.admin.forms import TaskForm, UrgentForm, WriteForm
from localoffer.referrals.admin.one import ANSWERING, WRITING, Sent
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral
from localoffer.referrals.seeing_to import ToFamily
from localoffer.referrals.vocabulary import MessageKind, ReferralStage, TaskKind
from localoffer.staff.guard import current_actor, needs


@needs("referrals.change")
def release(reference: str) -> ResponseReturnValue:
    """Let a referral that was set aside into the queue."""
    referral = _locked(reference)
    seeing_to.release(session(), referral, keys=at_hand.keys(), desk=at_hand.desk(), actor=current_actor(), at=now())
    flash(gettext("Referral %(reference)s is in the queue now", reference=referral.reference))
    return one.to_referral(referral)


@needs("referrals.change")
def answer_urgent(reference: str) -> ResponseReturnValue:
    """Say how a risk was dealt with."""
    referral = _locked(reference)
    form = UrgentForm(prefix=ANSWERING)
    if not form.validate():
        return one.whole_page(referral, Sent(urgent=form))
    seeing_to.answer_urgent(
        session(), referral, note=form.note.data, keys=at_hand.keys(), actor=current_actor(), at=now()
    )
    flash(gettext("Written down: you dealt with this"))
    return one.to_referral(referral)


@needs("referrals.change")
def finish_task(reference: str, task: str) -> ResponseReturnValue:
    """Say that a task is done. What is urgent is dealt with in a place of its own, and never without a note."""
    referral = _locked(reference)
    found = tasks.find(referral, task)
    if found.kind is TaskKind.URGENT:
        raise MissingRow("task")
    form = TaskForm.sent(found.id)
    if not form.validate():
        return one.whole_page(referral, Sent(task=(found.id, form)))
    tasks.finish(session(), referral, found, note=form.note.data, keys=at_hand.keys(), actor=current_actor(), at=now())
    flash(gettext("Task done: %(task)s", task=found.kind.title))
    return one.to_referral(referral)


@needs("referrals.change")
def add_task(reference: str) -> ResponseReturnValue:
    """Write down something to be done about a referral."""
    referral = _locked(reference)
    if not noting.is_open(referral):
        return one.to_referral(referral)
    form = one.adding_form(here.team(), sent=True)
    due_on = form.due_on.data if form.validate() else None
    if due_on is None:
        return one.whole_page(referral, Sent(adding=form))
    new = tasks.NewTask(form.words.data, due_on, form.who.data)
    tasks.add(session(), referral, new, keys=at_hand.keys(), actor=current_actor(), at=now())
    flash(gettext("The task is written down"))
    return one.to_referral(referral)


@needs("referrals.change")
def write(reference: str) -> ResponseReturnValue:
    """Write to the family: it reads the message on its status page, and is told by mail or text that there is one."""
    referral = _locked(reference)
    if referral.set_aside_at is not None:
        return one.to_referral(referral)
    form = WriteForm(prefix=WRITING)
    form.prepare(here.names().languages, may_move=_may_ask(referral))
    if not form.validate():
        return one.whole_page(referral, Sent(writing=form))
    written = ToFamily(MessageKind(form.kind.data), form.text.data, form.language.data, form.page.data)
    actor, at = current_actor(), now()
    message = seeing_to.write(session(), referral, written, keys=at_hand.keys(), actor=actor, at=at)
    if message is not None:
        if form.moves:
            triage.move(
                session(),
                referral=referral,
                to=ReferralStage.MORE_INFORMATION,
                note=written.text,
                seen_version=referral.row_version,
                keys=at_hand.keys(),
                actor=actor,
                at=at,
            )
        updating.tell_of_message(referral, message)
    return one.to_referral(referral)


def _may_ask(referral: Referral) -> bool:
    return ReferralStage.MORE_INFORMATION in triage.moves_of(referral)


def _locked(reference: str) -> Referral:
    return queries.get(session(), reference=reference, locked=True)
