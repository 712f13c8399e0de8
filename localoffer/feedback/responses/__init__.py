"""“You said, we did”: what families said, in themes, and what the council does about it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
