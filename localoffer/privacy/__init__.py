"""What becomes of what people told us: how long it is kept, how it is erased and handed over, and how to complain."""

from __future__ import annotations

from flask import Flask

from localoffer.privacy import admin, notice, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public pages and the staff's queue of complaints on the application."""
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["how_long"] = notice.how_long
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="privacy.read", make=admin.tiles)
