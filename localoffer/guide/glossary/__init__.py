"""The glossary: each acronym and each word of the trade, in plain words."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
