"""What the team tells a family: templates of messages, and letters that say what was decided."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
