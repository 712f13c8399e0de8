"""The first page of the commissioners' area: what waits, told by the features themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, render_template
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.staff import guard
from localoffer.staff.guard import needs

_TILES = "localoffer_tiles"


@dataclass(frozen=True)
class Tile:
    """One thing to look at: ``count`` of ``title``, at ``address``; ``urgent`` where it should stand out."""

    title: str
    count: int
    address: str
    urgent: bool = False


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
    tiles = [tile for source in sources if guard.allowed(source.permission) for tile in source.make(db.session())]
    waiting = sorted((tile for tile in tiles if tile.count), key=lambda tile: not tile.urgent)
    return render_template("staff/home.html", waiting=waiting, quiet=[tile for tile in tiles if not tile.count])
