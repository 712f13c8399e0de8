"""Drafts of listings that somebody else looks at before families see them."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.reviewing import admin
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.publish", make=admin.tiles_of_reviewers)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles_of_editors)
