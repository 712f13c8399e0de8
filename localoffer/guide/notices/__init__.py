"""Notices above every page or some of them, from a day until a day."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
