"""Everything about listings that waits for staff, in one list: each feature says what of its own waits there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Date, Select, Subquery, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from localoffer.forms.fields import Text
from localoffer.paging import in_range, pages_of
from localoffer.staff import guard

PER_PAGE = 25
_SOURCES = "localoffer_waiting_about_listings"


@dataclass(frozen=True)
class Line:
    """One thing that waits: where staff deal with it, the listing's name, what it is, who said it and on which day."""

    address: str
    name: str
    what: str
    who: str
    since: date
    is_own: bool = False


Waiting: TypeAlias = "Select[int, Any]"
"""The id of each thing that waits, and the day since when, which need not be that of the county."""


@dataclass(frozen=True)
class Source:
    """What of one feature waits: its code in addresses, its title, who may see it, which, and how each is shown."""

    code: str
    title: Text
    permission: str
    waiting: Callable[[], Waiting]
    show: Callable[[Session, Collection[int]], Mapping[int, Line]]


@dataclass(frozen=True)
class Page:
    """One page of what waits, that which waits longest on top."""

    lines: Sequence[Line]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, PER_PAGE)


def add_source(app: Flask, source: Source) -> None:
    """Let a feature put what waits of its own in the list."""
    app.extensions.setdefault(_SOURCES, []).append(source)


def sources() -> list[Source]:
    """Return the sources that whoever is signed in may see."""
    found: list[Source] = current_app.extensions.get(_SOURCES, [])
    return [source for source in found if guard.allowed(source.permission)]


def count_of(source: Source) -> ColumnElement[int]:
    """Return how much waits of one source, as a part of a larger query."""
    return select(func.count()).select_from(source.waiting().subquery()).scalar_subquery()


def day_of(moment: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[date]:
    """Return the day of a moment, in UTC, in both databases."""
    return func.date(moment, type_=Date)


def page_of(session: Session, wanted: Sequence[Source], *, total: int, page: int) -> Page:
    """Return one page of what waits of some sources, ``total`` in all; a page past the end is the last one."""
    page = in_range(page, total=total, per_page=PER_PAGE)
    if not total:
        return Page([], 0, page)
    rows = _all(wanted)
    ordered = select(rows).order_by(rows.c.since, rows.c.code, rows.c.id)
    found = session.execute(ordered.offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all()
    shown = {
        source.code: source.show(session, ids)
        for source in wanted
        if (ids := {row.id for row in found if row.code == source.code})
    }
    lines = [shown[row.code][row.id] for row in found]
    return Page(sorted(lines, key=lambda line: line.since), total, page)


def _all(wanted: Sequence[Source]) -> Subquery:
    parts = []
    for source in wanted:
        own = source.waiting().subquery()
        number, since = list(own.c)
        parts.append(select(literal(source.code).label("code"), number.label("id"), since.label("since")))
    return union_all(*parts).subquery()
