"""Pages: what the Local Offer tells families, drawn from words that commissioners keep."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
