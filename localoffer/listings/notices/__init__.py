"""What a listing says for a time: that it is closed, or something short."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
