"""Long work that the worker does, one stored job after another, with its progress."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
