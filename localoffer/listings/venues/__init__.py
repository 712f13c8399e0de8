"""Places where listings happen, kept once for all that meet there."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
