"""“Was this page useful?”: yes or no, counted by day with nobody in it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
