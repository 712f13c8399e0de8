"""Short surveys that a commissioner opens for a time."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
