"""Drafts of listings that somebody else looks at before families see them."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.reviewing import admin, admin_queue, together
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    guard.add(app, admin.blueprint)
    together.add_source(app, admin_queue.SOURCE)
    home.add_tiles(app, permission="listings.publish", make=admin_queue.tiles_of_reviewers)
    home.add_tiles(app, permission="listings.edit", make=admin_queue.tiles_of_editors)
