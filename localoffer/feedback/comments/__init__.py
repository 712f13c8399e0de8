"""Comments on the Local Offer, from anybody, in any language: sealed as written, published in other words alone."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.comments import admin, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public forms and the staff's queue on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="comments.read", make=admin.tiles)
