"""The translator's desk: what is missing or behind in each language, beside its English, sent out and brought home."""

from __future__ import annotations

from flask import Flask

from localoffer.staff import guard, home
from localoffer.translating import admin, keeping, marks, to_do
from localoffer.translating.admin_here import PERMISSION


def init_app(app: Flask) -> None:
    """Put the desk among the staff's screens, and let public pages ask what was said of translations."""
    marks.init_app(app)
    keeping.init_app(app)
    to_do.init_app(app)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission=PERMISSION, make=admin.tiles)
