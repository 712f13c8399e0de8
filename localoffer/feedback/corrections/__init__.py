"""“Something is wrong here”: what families and organisations correct on a listing."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
