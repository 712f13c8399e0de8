"""The glossary: each acronym and each word of the trade, in plain words."""

from __future__ import annotations

from flask import Flask

from localoffer.guide.glossary import admin, in_place, kept, views
from localoffer.listings.admin import reading
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put it on the application."""
    kept.init_app(app)
    in_place.init_app(app)
    reading.explain_by(app, kept.explained)
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
