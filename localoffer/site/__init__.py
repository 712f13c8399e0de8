"""Home, the language switch, health, and the small print."""

from __future__ import annotations

from flask import Flask

from localoffer.site import health, sitemap, views


def init_app(app: Flask) -> None:
    """Register the pages that belong to no feature."""
    sitemap.init_app(app)
    views.init_app(app)
    health.init_app(app)
