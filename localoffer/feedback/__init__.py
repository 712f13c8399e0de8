"""Feedback: what families could not find, what was searched for, and what that says of where support is missing."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback import admin, pace, searches, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public form and the commissioners' report on the application."""
    pace.init_app(app)
    searches.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["missing_of"] = views.address
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="gaps.read", make=admin.tiles)
