"""Districts, postcodes and distance: where families are and what is near them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Wire the package into the application; it has no pages of its own."""
