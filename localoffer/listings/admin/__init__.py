"""The commissioners' screens for listings."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.admin import exporting, preview, reading, signed, views
from localoffer.signing import subjects as signing_subjects
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register the screens and what they show on the first page."""
    guard.add(app, views.blueprint)
    guard.add(app, exporting.blueprint)
    guard.add(app, preview.blueprint)
    signing_subjects.register(app, signing_subjects.LISTING, signed.subject)
    reading.init_app(app)
    home.add_tiles(app, permission="listings.edit", make=views.tiles)
