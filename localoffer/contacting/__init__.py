"""Asking to be rung, or for a copy on paper: what families ask of the team beside Life Skills support."""

from __future__ import annotations

from flask import Flask

from localoffer.contacting import admin, pace, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public pages and the team's queue on the application."""
    pace.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["contacts_waiting"] = admin.waiting
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="contacts.read", make=admin.tiles)
