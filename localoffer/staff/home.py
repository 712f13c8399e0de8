"""The first page of the commissioners' area: what waits, told by the features themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from flask import Blueprint, Flask, current_app, render_template
from sqlalchemy import ColumnElement, FromClause, Select, Subquery, select, true
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.languages import format_number, gettext
from localoffer.staff import guard
from localoffer.staff.guard import needs

_TILES = "localoffer_tiles"


@dataclass(frozen=True)
class Tile:
    """One thing to look at: ``count`` of ``title``, at ``address``; ``urgent`` where it should stand out.

    A count that the database has to be asked for is an expression: a scalar subquery, or a column of a subquery with
    one row. All expressions are asked for in one query. ``only_if_any`` is for what is said only where there is any.
    A number below ``fewest`` is not told, where it could point at somebody.
    """

    title: str
    count: int | ColumnElement[int]
    address: str
    urgent: bool = False
    only_if_any: bool = False
    fewest: int = 0

    @property
    def number(self) -> str:
        """The number of a counted tile as it may be shown."""
        if not isinstance(self.count, int):
            raise TypeError(f"nobody has counted: {self.title}")
        if 0 < self.count < self.fewest:
            return gettext("Fewer than %(number)s", number=self.fewest)
        return format_number(self.count)


@dataclass(frozen=True)
class _Source:
    permission: str
    make: Callable[[Session], list[Tile]]


def add_tiles(app: Flask, *, permission: str, make: Callable[[Session], list[Tile]]) -> None:
    """Let a feature put tiles on the first page, for those who have a permission."""
    app.extensions.setdefault(_TILES, []).append(_Source(permission, make))


def register(parent: Blueprint) -> None:
    """Put the first page on the guarded blueprint."""
    parent.add_url_rule("", "home", home)


@needs("dashboard.read")
def home() -> str:
    """Show what waits for whoever is signed in, what cannot wait first."""
    sources: list[_Source] = current_app.extensions.get(_TILES, [])
    allowed = [source for source in sources if guard.allowed(source.permission)]
    tiles = counted(db.session(), [tile for source in allowed for tile in source.make(db.session())])
    waiting = sorted((tile for tile in tiles if tile.count), key=lambda tile: not tile.urgent)
    quiet = [tile for tile in tiles if not tile.count and not tile.only_if_any]
    return render_template("staff/home.html", waiting=waiting, quiet=quiet)


def counted(session: Session, tiles: Sequence[Tile]) -> list[Tile]:
    """Return tiles with their numbers: whatever the database has to be asked for is asked in one query."""
    asked = [tile.count for tile in tiles if not isinstance(tile.count, int)]
    if not asked:
        return list(tiles)
    numbers = iter(session.execute(_together(asked)).one())
    return [tile if isinstance(tile.count, int) else replace(tile, count=next(numbers)) for tile in tiles]


def _together(asked: Sequence[ColumnElement[int]]) -> Select[*tuple[Any, ...]]:
    """Return one query for all of them, beside each other: each subquery has one row."""
    columns = [expression.label(f"tile_{number}") for number, expression in enumerate(asked)]
    tables = dict.fromkeys(table for expression in asked if isinstance(table := _table(expression), Subquery))
    rows = select(*columns)
    if not tables:
        return rows
    first, *others = tables
    beside: FromClause = reduce(lambda left, right: left.join(right, true()), others, first)
    return rows.select_from(beside)


def _table(expression: ColumnElement[int]) -> object:
    return getattr(expression, "table", None)
