"""Listings: what families can use, how they find it, and how commissioners keep it right."""

from __future__ import annotations

from flask import Flask

from localoffer.listings import admin, views
from localoffer.listings.cards import CardShelf
from localoffer.listings.search import following
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    following.init_app(app)
    app.extensions[views.SHELF] = CardShelf()
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="listings.edit", make=admin.tiles)
