"""Notices above every page or some of them, from a day until a day."""

from __future__ import annotations

from flask import Flask

from localoffer.guide.notices import admin, shown
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put it on the application."""
    shown.init_app(app)
    guard.add(app, admin.blueprint)
