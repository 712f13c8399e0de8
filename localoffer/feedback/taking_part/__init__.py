"""How families took part in shaping the Local Offer."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.taking_part import admin, views
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put the public page and the commissioners' screens on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
