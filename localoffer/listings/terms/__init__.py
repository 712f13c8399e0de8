"""What commissioners keep beside the listings: needs, kinds of support, areas, synonyms, names of districts."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.terms import admin, admin_districts, admin_organisations, admin_synonyms
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put the screens on the application."""
    guard.add(app, admin.blueprint)
    guard.add(app, admin_synonyms.blueprint)
    guard.add(app, admin_districts.blueprint)
    guard.add(app, admin_organisations.blueprint)
