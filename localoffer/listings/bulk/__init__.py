"""Many listings at once: imported from a file, changed together, undone as one."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.bulk import admin
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles)
