"""What a listing says for a time: that it is closed, or something short."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.notices import admin, shown
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register the screens, and let every process of the application follow what listings say for a time."""
    shown.init_app(app)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles)
