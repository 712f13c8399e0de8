"""Whether there is room, and how long the wait is: said by the team, with its day."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
