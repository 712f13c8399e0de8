"""The check of listings: dead web addresses, addresses that take no mail, and facts that are missing."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.checks import admin
from localoffer.listings.reviewing import beside
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put its screen and its tile on the application."""
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles)
    beside.add_tiles(app, permission="listings.edit", make=admin.tiles)
