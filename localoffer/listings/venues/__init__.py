"""The places that several listings share: edited once for all of them, and merged."""

from __future__ import annotations

from flask import Flask

from localoffer.listings.venues import admin
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Register the screens."""
    guard.add(app, admin.blueprint)
