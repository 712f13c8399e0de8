"""What the first page of the commissioners' area says of referrals."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from localoffer.languages import gettext
from localoffer.referrals import tasks
from localoffer.referrals.admin import here
from localoffer.referrals.admin.queue_address import address
from localoffer.referrals.admin.tasks import MINE
from localoffer.referrals.queueing import lists
from localoffer.referrals.queueing.filters import Assigned, Only, QueueFilter
from localoffer.referrals.tasks import State, TaskFilter
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.staff.home import Tile


def tiles(_session: Session) -> list[Tile]:
    """Return how many referrals and tasks wait for what: first what cannot wait, then one's own work."""
    looking = here.looking(())
    of = lists.numbers(QueueFilter(), looking).subquery().c
    due = tasks.number_of(TaskFilter(State.DUE), looking.today)
    own = tasks.number_of(TaskFilter(State.OPEN, assigned_to=looking.me), looking.today)
    cannot_wait = (
        (Only.URGENT, gettext("Urgent referrals: somebody may be at risk")),
        (Only.OVERDUE, gettext("Referrals past the day we promised")),
        (Only.DUE_TODAY, gettext("Referrals to answer today")),
    )
    told = (
        (ReferralStage.RECEIVED, gettext("New referrals nobody has looked at")),
        (ReferralStage.BEING_LOOKED_AT, gettext("Referrals being looked at")),
        (ReferralStage.WAITING_FOR_PROVIDER, gettext("Referrals waiting for a provider")),
    )
    return [
        *(Tile(title, of[only.value], address(QueueFilter(only=only)), urgent=True) for only, title in cannot_wait),
        Tile(
            gettext("Tasks due today or before"),
            due,
            url_for("admin.referrals.tasks", state=State.DUE.value),
            urgent=True,
        ),
        Tile(gettext("Referrals assigned to you"), of[lists.MINE], address(QueueFilter(assigned=Assigned.ME))),
        Tile(gettext("Your tasks"), own, url_for("admin.referrals.tasks", whose=MINE)),
        *(Tile(title, of[stage.value], address(QueueFilter(stage=stage))) for stage, title in told),
        Tile(gettext("Set aside as possible spam"), of[lists.SET_ASIDE], url_for("admin.referrals.set_aside")),
    ]
