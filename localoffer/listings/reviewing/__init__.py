"""Drafts of listings that somebody else looks at before families see them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
