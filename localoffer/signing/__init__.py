"""Videos in British Sign Language, with captions and a transcript, on pages and listings."""

from __future__ import annotations

from flask import Flask

from localoffer.signing import admin, kept, views
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put it on the application; whoever has pages for videos registers them with ``signing.subjects``."""
    kept.init_app(app)
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
