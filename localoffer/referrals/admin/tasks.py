"""The team's tasks: what came from families after they sent their form, by the day it has to be done."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.referrals import tasks as work
from localoffer.referrals.admin import here, presenters, timeline
from localoffer.referrals.admin.queue_address import code_in_address
from localoffer.referrals.asking import at_hand
from localoffer.referrals.tasks import State, TaskFilter
from localoffer.referrals.vocabulary import TaskKind
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs

MINE = "mine"


@needs("referrals.read")
def tasks() -> ResponseReturnValue:
    """Show the tasks that are wanted, and write down whose names were shown to whom."""
    mine = request.args.get("whose") == MINE
    wanted = TaskFilter(
        code_in_address(State, "state") or State.OPEN,
        code_in_address(TaskKind, "kind"),
        assigned_to=current_actor() if mine else "",
    )
    today = at_hand.today()
    found = work.listed(session(), wanted=wanted, today=today, page=request.args.get("page", 1, type=int))
    names = here.names()
    staff = accounts.names(session(), [actor for task in found.rows for actor in (task.done_by, task.assigned_to)])
    keys = at_hand.keys()
    page = render_template(
        "referrals/admin/tasks.html",
        rows=[
            presenters.task_row(
                task,
                task.referral,
                keys=keys,
                names=names,
                staff=staff,
                today=today,
                words=timeline.task_words(task.referral, task, keys),
            )
            for task in found.rows
        ],
        total=found.total,
        wanted=wanted,
        kinds=list(TaskKind),
        states=presenters.TASK_STATES,
        paging=here.paging_of(found, lambda number: _address(wanted, number)),
    )
    here.record_list_look([task.referral for task in found.rows], where="tasks")
    return page


def _address(wanted: TaskFilter, page: int) -> str:
    kind = wanted.kind.value if wanted.kind else None
    whose = MINE if wanted.assigned_to else None
    return url_for("admin.referrals.tasks", state=wanted.state.value, kind=kind, whose=whose, page=page)
