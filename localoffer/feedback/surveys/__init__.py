"""Short surveys that a commissioner opens for a time."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.surveys import admin, shown, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the survey's page and the commissioners' screens on the application."""
    shown.init_app(app)
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="comments.read", make=admin.tiles)
