"""Referrals: asking for 1-1 Life Skills support without a diagnosis, and what the team does with it."""

from __future__ import annotations

from flask import Flask

from localoffer.referrals import admin, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public journey and the team's screens on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="referrals.read", make=admin.tiles)
