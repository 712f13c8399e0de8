"""“You said, we did”: what families said, in themes, and what the council does about it."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.responses import admin, views
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put the public pages and the staff's screens on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
