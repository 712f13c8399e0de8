"""Asking organisations whether their listings are still right, by a link that needs no account."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.freshness import views


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    app.register_blueprint(views.blueprint)
