"""One referral whole: everything given, everything that happened to it, and moving it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer import council
from localoffer.db import session
from localoffer.forms.base import Form
from localoffer.referrals import queries, triage
from localoffer.referrals.admin import agreed, beside, noted, whole, whose
from localoffer.referrals.admin import here as admin_here
from localoffer.referrals.admin.casework_forms import AddTaskForm, ExportForm, NoteForm, RevealForm
from localoffer.referrals.admin.forms import TaskForm, UrgentForm, WriteForm
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import opening
from localoffer.referrals.casework.vocabulary import Sensitive
from localoffer.referrals.deciding import admin_letters
from localoffer.referrals.deciding.admin_forms import WhereForm
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage, TaskKind
from localoffer.staff.guard import allowed, current_actor, needs

# what the fields of the page's forms begin with, so that no two share a name
ANSWERING, WRITING, NOTING, ADDING = "urgent", "write", "note", "add-task"


@dataclass(frozen=True)
class Sent:
    """A form of the page that was sent and could not be kept; ``task`` has the number of its task beside it."""

    urgent: UrgentForm | None = None
    writing: WriteForm | None = None
    revealing: RevealForm | None = None
    noting: NoteForm | None = None
    exporting: ExportForm | None = None
    adding: AddTaskForm | None = None
    task: tuple[int, TaskForm] | None = None

    @property
    def refused(self) -> Form | None:
        """The form, whichever it is."""
        told = self.urgent or self.writing or self.revealing or self.noting or self.exporting or self.adding
        return told or (self.task[1] if self.task else None)


@needs("referrals.read")
def show(reference: str) -> ResponseReturnValue:
    """Show one referral whole, and write down who looked."""
    referral, same_child = opening.whole(session(), reference=reference)
    return whole_page(referral, same_child=same_child)


def to_referral(referral: Referral) -> Response:
    """Send the browser to a referral's own page."""
    return redirect(url_for("admin.referrals.show", reference=referral.reference), code=303)


def whole_page(
    referral: Referral,
    sent: Sent | None = None,
    *,
    same_child: Sequence[Referral] | None = None,
    shown: Sensitive | None = None,
) -> ResponseReturnValue:
    """Return the page of one referral; 400 with the form that was sent, where it could not be kept.

    Args:
        same_child: what ``queries.same_child`` finds, where that is known already.
        shown: what of the sensitive things somebody has asked to see, and was written down to have seen.
    """
    case = beside.casework(referral)
    team, staff = admin_here.team_and_staff(referral, case.actors)
    others = queries.same_child(session(), referral) if same_child is None else same_child
    sent, names = sent or Sent(), admin_here.names_for((referral, *others))
    moving, writing = WhereForm(formdata=None), sent.writing or WriteForm(prefix=WRITING, formdata=None)
    moving.prepare(referral.stage, triage.moves_of(referral), version=referral.row_version)
    if sent.writing is None:
        writing.prepare(names.languages, may_move=ReferralStage.MORE_INFORMATION in triage.moves_of(referral))
    page = render_template(
        "referrals/admin/show.html",
        referral=whole.whole(
            referral,
            same_child=others,
            keys=at_hand.keys(),
            names=names,
            staff=staff,
            today=at_hand.today(),
            keeping_days=council.current().retention.set_aside_days,
            looks=case.looks,
            shown=shown,
        ),
        uuid=referral.uuid,
        lately=beside.lately(case, staff),
        agreed=agreed.agreed(referral, case.kept, bounds=beside.bounds(referral, others), staff=staff),
        revealing=sent.revealing or beside.revealing(),
        exporting=sent.exporting or beside.exporting(),
        notes=noted.notes(case.notes, staff),
        noting=sent.noting or NoteForm(prefix=NOTING, formdata=None),
        refused=sent.refused,
        moving=moving,
        answering=sent.urgent or UrgentForm(prefix=ANSWERING, formdata=None),
        writing=writing,
        doing=_task_forms(referral, sent),
        adding=sent.adding or adding_form(team, sent=False),
        may_change=allowed("referrals.change"),
        letters=admin_letters.letters_of(referral),
        assigned=whose.whose(referral, team, staff),
    )
    admin_here.record_look(referral, others)
    return page, 400 if sent.refused else 200


def adding_form(team: Mapping[str, str], *, sent: bool) -> AddTaskForm:
    """Return the form by which a task is written down, as it was sent or for somebody to fill in."""
    form = AddTaskForm(prefix=ADDING) if sent else AddTaskForm(prefix=ADDING, formdata=None)
    form.prepare(team, me=current_actor())
    return form


def _task_forms(referral: Referral, sent: Sent) -> dict[int, TaskForm]:
    """Return a form for each task that is done here; what is urgent is dealt with at the top of the page."""
    here = [task.id for task in referral.tasks if task.done_at is None and task.kind is not TaskKind.URGENT]
    return {number: TaskForm.blank(number) for number in here} | dict([sent.task] if sent.task else [])
