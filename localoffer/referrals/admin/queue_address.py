"""The queue's address: what it is narrowed to and sorted by, read, written and said in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import request, url_for

from localoffer.languages import LazyText, format_list, gettext, lazy_gettext
from localoffer.referrals.choices import OTHER_LANGUAGE
from localoffer.referrals.presenters import Names, language_name
from localoffer.referrals.queueing.filters import Assigned, Only, QueueFilter, Sort
from localoffer.referrals.vocabulary import ReferralStage, Referrer

ANY_STAGE = "any"
_YES = "yes"
Code = TypeVar("Code", bound=StrEnum)

ONLY: dict[Only, LazyText] = {
    Only.URGENT: lazy_gettext("Urgent, nobody dealt with it"),
    Only.OVERDUE: lazy_gettext("Overdue"),
    Only.DUE_TODAY: lazy_gettext("To answer today"),
    Only.NEW: lazy_gettext("New, nobody looked at it"),
    Only.WAITING_FOR_FAMILY: lazy_gettext("Waiting for the family"),
}
SORTS: dict[Sort, LazyText] = {
    Sort.OLDEST: lazy_gettext("Oldest first"),
    Sort.NEWEST: lazy_gettext("Newest first"),
    Sort.PROMISED: lazy_gettext("Promised day"),
    Sort.STILL: lazy_gettext("Longest without a move"),
}
ASSIGNED: dict[Assigned, LazyText] = {
    Assigned.ME: lazy_gettext("Me"),
    Assigned.NOBODY: lazy_gettext("Nobody"),
    Assigned.LEFT: lazy_gettext("Somebody who has left"),
}


def code_in(told: Mapping[str, str], kind: type[Code], name: str) -> Code | None:
    """Return the code that is told under a name; None where there is none of that kind."""
    return next((one for one in kind if one.value == told.get(name)), None)


def code_in_address(kind: type[Code], name: str) -> Code | None:
    """Return the code that the address holds under a name; None where it holds none of that kind."""
    return code_in(request.args, kind, name)


def wanted(told: Mapping[str, str], *, names: Names, team: Collection[str]) -> QueueFilter:
    """Return what an address, or a saved view, narrows the queue to; what it does not know, it leaves out."""
    known_assigned = {*map(str, Assigned), *team}
    return QueueFilter(
        stage=code_in(told, ReferralStage, "stage"),
        with_ended=told.get("stage") == ANY_STAGE,
        district=_one_of(told.get("district"), names.districts),
        only=code_in(told, Only, "only"),
        assigned=_one_of(told.get("assigned"), known_assigned),
        referrer=code_in(told, Referrer, "referrer"),
        language=_one_of(told.get("language"), (*names.languages, OTHER_LANGUAGE)),
        needs_interpreter=told.get("interpreter") == _YES,
        sort=code_in(told, Sort, "sort") or Sort.OLDEST,
    )


def told(wanted: QueueFilter) -> dict[str, str]:
    """Return what an address says of what is wanted; nothing of what is as usual."""
    stage = wanted.stage.value if wanted.stage else ""
    everything = {
        "stage": ANY_STAGE if wanted.with_ended else stage,
        "district": wanted.district,
        "only": wanted.only.value if wanted.only else "",
        "assigned": wanted.assigned,
        "referrer": wanted.referrer.value if wanted.referrer else "",
        "language": wanted.language,
        "interpreter": _YES if wanted.needs_interpreter else "",
        "sort": wanted.sort.value if wanted.sort is not Sort.OLDEST else "",
    }
    return {name: code for name, code in everything.items() if code}


def address(wanted: QueueFilter, *, page: int | None = None) -> str:
    """Return the address of the queue narrowed so."""
    return to_queue(told(wanted), page=page)


def to_queue(told: Mapping[str, str], *, page: int | None = None) -> str:
    """Return the address of the queue that says this; one that says nothing would open with somebody's own view."""
    values: dict[str, Any] = {**(told or {"stage": ""}), "page": page}
    return url_for("admin.referrals.index", **values)


def in_words(wanted: QueueFilter, *, names: Names, team: Mapping[str, str]) -> str:
    """Return what the queue is narrowed to and sorted by, in words."""
    whose = {**{code.value: str(text) for code, text in ASSIGNED.items()}, **team}
    stage = gettext("Any stage") if wanted.with_ended else gettext("All that are open")
    parts = [
        str(wanted.stage.title) if wanted.stage else stage,
        names.districts.get(wanted.district, ""),
        str(ONLY[wanted.only]) if wanted.only else "",
        gettext("Assigned to: %(name)s", name=whose[wanted.assigned]) if wanted.assigned else "",
        gettext("Filled in by: %(who)s", who=wanted.referrer.title) if wanted.referrer else "",
        language_name(wanted.language, "", names) if wanted.language else "",
        gettext("Needs an interpreter") if wanted.needs_interpreter else "",
        str(SORTS[wanted.sort]),
    ]
    return format_list([part for part in parts if part])


def _one_of(code: str | None, known: Collection[str]) -> str:
    return code if code is not None and code in known else ""
