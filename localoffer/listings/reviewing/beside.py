"""What else waits about listings, told by the features that know of it: families' corrections, findings, answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

from localoffer.staff import guard, home
from localoffer.staff.home import Tile

_BESIDE = "localoffer_beside_reviews"


@dataclass(frozen=True)
class _Source:
    permission: str
    make: Callable[[Session], list[Tile]]


def add_tiles(app: Flask, *, permission: str, make: Callable[[Session], list[Tile]]) -> None:
    """Let a feature say in the review of listings what waits there, to those who have a permission."""
    app.extensions.setdefault(_BESIDE, []).append(_Source(permission, make))


def tiles(session: Session) -> list[Tile]:
    """Return what waits elsewhere for whoever is signed in, counted in one query."""
    sources: list[_Source] = current_app.extensions.get(_BESIDE, [])
    allowed = [source for source in sources if guard.allowed(source.permission)]
    return home.counted(session, [tile for source in allowed for tile in source.make(session)])
