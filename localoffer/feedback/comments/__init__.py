"""Comments on the Local Offer, from anybody, in any language."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
