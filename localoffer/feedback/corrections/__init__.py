"""“Something is wrong here”: what families and organisations correct on a listing."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.corrections import admin, admin_waiting, views
from localoffer.listings.reviewing import together
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public form and the commissioners' queue on the application."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="comments.read", make=admin.tiles)
    together.add_source(app, admin_waiting.SOURCE)
