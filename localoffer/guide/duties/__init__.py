"""What the law asks a Local Offer to publish, and what meets it."""

from __future__ import annotations

from flask import Flask

from localoffer.guide.duties import admin, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the contents of the Local Offer, what the law asks of it, and the report on both on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="guide.edit", make=admin.tiles)
