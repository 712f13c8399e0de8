"""The queue of referrals, those that are set aside as possible spam, and what the first page says of both."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals import queries, tasks
from localoffer.referrals.admin import here, presenters
from localoffer.referrals.asking import at_hand
from localoffer.referrals.queries import Only, QueueFilter
from localoffer.referrals.tasks import State
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.staff.guard import allowed, needs
from localoffer.staff.home import Tile

Code = TypeVar("Code", bound=StrEnum)

_ANY_STAGE = "any"


@needs("referrals.read")
def index() -> ResponseReturnValue:
    """Show the queue, urgent ones first and then the oldest, and write down whose names were shown to whom."""
    names, today = here.names(), at_hand.today()
    wanted = _wanted(set(names.districts))
    found = queries.queue(session(), wanted=wanted, today=today, page=_page())
    page = render_template(
        "referrals/admin/index.html",
        rows=[presenters.queue_row(one, keys=at_hand.keys(), names=names, at=now(), today=today) for one in found.rows],
        total=found.total,
        wanted=wanted,
        any_stage=_ANY_STAGE,
        counts=queries.counts_by_stage(session(), district=wanted.district),
        waiting=queries.waiting(session(), today=today),
        districts=names.districts,
        pages=here.page_links(found, lambda number: _address(wanted, page=number)),
        may_change=allowed("referrals.change"),
    )
    here.record_list_look(found.rows, where="queue")
    return page


@needs("referrals.read")
def set_aside() -> ResponseReturnValue:
    """Show what waits apart from the queue as possible spam: why, and until when it is kept."""
    found = queries.set_aside(session(), page=_page())
    keeping = council.current().retention.set_aside_days
    page = render_template(
        "referrals/admin/set_aside.html",
        rows=[presenters.set_aside_row(one, keys=at_hand.keys(), keeping_days=keeping) for one in found.rows],
        total=found.total,
        keeping_days=keeping,
        may_change=allowed("referrals.change"),
        pages=here.page_links(found, lambda number: url_for("admin.referrals.set_aside", page=number)),
    )
    here.record_list_look(found.rows, where="set_aside")
    return page


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of referrals: first what cannot wait."""
    today = at_hand.today()
    waiting, counts = queries.waiting(session, today=today), queries.counts_by_stage(session)
    due = tasks.count_due(session, today=today)
    to_tasks = url_for("admin.referrals.tasks", state=State.DUE.value)
    urgent, overdue, due_today = (_address(QueueFilter(only=only)) for only in Only)
    told = (
        (ReferralStage.RECEIVED, gettext("New referrals nobody has looked at")),
        (ReferralStage.BEING_LOOKED_AT, gettext("Referrals being looked at")),
        (ReferralStage.WAITING_FOR_PROVIDER, gettext("Referrals waiting for a provider")),
    )
    return [
        Tile(gettext("Urgent referrals: somebody may be at risk"), waiting.urgent, urgent, urgent=True),
        Tile(gettext("Referrals past the day we promised"), waiting.overdue, overdue, urgent=True),
        Tile(gettext("Referrals to answer today"), waiting.due_today, due_today, urgent=True),
        Tile(gettext("Tasks due today or before"), due, to_tasks, urgent=True),
        *(Tile(title, counts[stage], _address(QueueFilter(stage=stage))) for stage, title in told),
        Tile(gettext("Set aside as possible spam"), waiting.set_aside, url_for("admin.referrals.set_aside")),
    ]


def code_in_address(kind: type[Code], name: str) -> Code | None:
    """Return the code that the address holds under a name; None where it holds none of that kind."""
    return next((one for one in kind if one.value == request.args.get(name)), None)


def _wanted(districts: set[str]) -> QueueFilter:
    district = request.args.get("district", "")
    return QueueFilter(
        stage=code_in_address(ReferralStage, "stage"),
        with_ended=request.args.get("stage") == _ANY_STAGE,
        district=district if district in districts else "",
        only=code_in_address(Only, "only"),
    )


def _address(wanted: QueueFilter, *, page: int | None = None) -> str:
    stage = wanted.stage.value if wanted.stage else None
    return url_for(
        "admin.referrals.index",
        stage=_ANY_STAGE if wanted.with_ended else stage,
        district=wanted.district or None,
        only=wanted.only.value if wanted.only else None,
        page=page,
    )


def _page() -> int:
    return request.args.get("page", 1, type=int)
