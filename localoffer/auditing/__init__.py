"""Being sure of the audit: searching it, proving that it holds together, and its head outside the database."""

from __future__ import annotations

from flask import Flask

from localoffer.auditing import admin
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the record of who did what under the guard."""
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="audit.read", make=admin.tiles)
