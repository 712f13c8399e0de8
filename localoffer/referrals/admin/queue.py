"""The queue of referrals, and those that are set aside as possible spam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import council
from localoffer.db import session
from localoffer.languages import gettext
from localoffer.referrals.admin import here, presenters, queue_address, saved_views
from localoffer.referrals.admin.assigning_forms import AssignForm
from localoffer.referrals.admin.queue_address import address, to_queue
from localoffer.referrals.asking import at_hand
from localoffer.referrals.choices import OTHER_LANGUAGE
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Names
from localoffer.referrals.queries import Page
from localoffer.referrals.queueing import lists
from localoffer.referrals.queueing.filters import Assigned, Only, QueueFilter
from localoffer.referrals.queueing.lists import Counts
from localoffer.referrals.queueing.saved_views import Own
from localoffer.referrals.vocabulary import Referrer
from localoffer.staff.guard import allowed, current_actor, needs


@dataclass(frozen=True)
class Standing:
    """How many referrals wait for what, and the way to them; ``current`` where the queue shows those."""

    text: str
    number: int
    address: str
    current: bool = False


@needs("referrals.read")
def index() -> ResponseReturnValue:
    """Show the queue as its address narrows it; an address that says nothing opens with somebody's own view."""
    saved = saved_views.own()
    if saved.opens_with and not request.args:
        return redirect(to_queue(saved.opens_with.filters))
    return page(saved)


def page(saved: Own, refused: AssignForm | None = None) -> str:
    """Return the queue as the address narrows it, and write down whose names were shown to whom.

    Args:
        saved: what whoever is signed in has saved.
        refused: the form that was sent and could not be kept.
    """
    names, team = here.names(), here.team()
    wanted, looking = queue_address.wanted(request.args, names=names, team=team), here.looking(team)
    counts = lists.counts(session(), wanted=wanted, looking=looking)
    found = lists.queue(session(), wanted=wanted, looking=looking, total=counts.wanted, page=_page())
    shown = render_template(
        "referrals/admin/index.html",
        rows=_rows(found, names, here.assigned(found.rows, team)),
        wanted=wanted,
        told=queue_address.told(wanted),
        views=saved_views.links(saved, wanted),
        keys_on=saved.keys_on,
        any_stage=queue_address.ANY_STAGE,
        counts=counts,
        standings=_standings(wanted, counts),
        choices=_choices(names, team),
        sorted_by=queue_address.SORTS[wanted.sort],
        paging=here.paging_of(found, lambda number: address(wanted, page=number)),
        assigning=refused or AssignForm.blank(team, me=looking.me),
        refused=refused,
        may_change=allowed("referrals.change"),
    )
    here.record_list_look(found.rows, where="queue")
    return shown


@needs("referrals.read")
def set_aside() -> ResponseReturnValue:
    """Show what waits apart from the queue as possible spam: why, and until when it is kept."""
    found = lists.set_aside(session(), page=_page())
    keeping = council.current().retention.set_aside_days
    shown = render_template(
        "referrals/admin/set_aside.html",
        rows=[presenters.set_aside_row(one, keys=at_hand.keys(), keeping_days=keeping) for one in found.rows],
        total=found.total,
        keeping_days=keeping,
        may_change=allowed("referrals.change"),
        paging=here.paging_of(found, lambda number: url_for("admin.referrals.set_aside", page=number)),
    )
    here.record_list_look(found.rows, where="set_aside")
    return shown


def _rows(found: Page[Referral], names: Names, staff: Mapping[str, str]) -> list[presenters.QueueRow]:
    today, keys = at_hand.today(), at_hand.keys()
    return [presenters.queue_row(one, keys=keys, names=names, staff=staff, today=today) for one in found.rows]


def _standings(wanted: QueueFilter, counts: Counts) -> list[Standing]:
    """Return what waits, each with the way to it: what is narrowed otherwise stays so."""

    def of(only: Only, text: str) -> Standing:
        narrower = replace(wanted, only=only, stage=None)
        return Standing(text, counts.only[only], address(narrower), wanted.only is only)

    mine = replace(wanted, only=None, stage=None, assigned=Assigned.ME.value)
    return [
        of(Only.URGENT, gettext("urgent")),
        of(Only.OVERDUE, gettext("overdue")),
        of(Only.DUE_TODAY, gettext("to answer today")),
        of(Only.NEW, gettext("new")),
        of(Only.WAITING_FOR_FAMILY, gettext("waiting for the family")),
        Standing(gettext("yours"), counts.mine, address(mine), wanted == mine),
        Standing(gettext("possible spam"), counts.set_aside, url_for("admin.referrals.set_aside")),
    ]


def _choices(names: Names, team: Mapping[str, str]) -> dict[str, list[tuple[str, object]]]:
    """Return what can be chosen above the list, beside the stage."""
    anybody = {code.value: text for code, text in queue_address.ASSIGNED.items()}
    others = {code: name for code, name in team.items() if code != current_actor()}
    languages = {**names.languages, OTHER_LANGUAGE: gettext("Another language")}
    return {
        "district": [("", gettext("All districts")), *names.districts.items()],
        "only": [("", gettext("Everything")), *((one.value, text) for one, text in queue_address.ONLY.items())],
        "assigned": [("", gettext("Everybody")), *anybody.items(), *others.items()],
        "sort": [(sort.value, text) for sort, text in queue_address.SORTS.items()],
        "language": [("", gettext("All languages")), *languages.items()],
        "interpreter": [("", gettext("With or without")), ("yes", gettext("Needs an interpreter"))],
        "referrer": [("", gettext("Everybody")), *((one.value, one.title) for one in Referrer)],
    }


def _page() -> int:
    return request.args.get("page", 1, type=int)
