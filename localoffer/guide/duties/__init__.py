"""What the law asks a Local Offer to publish, and what meets it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
