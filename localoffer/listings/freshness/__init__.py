"""Asking organisations whether their listings are still right, by a link that needs no account."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.freshness import admin, admin_waiting, views
from localoffer.listings.reviewing import beside, together
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the pages that links open, the commissioners' screens and their tiles on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles)
    beside.add_tiles(app, permission="listings.edit", make=admin.tiles_of_the_silent)
    together.add_source(app, admin_waiting.SOURCE)
