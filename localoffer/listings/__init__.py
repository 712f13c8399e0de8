"""Listings: what families can use, how they find it, and how commissioners keep it right."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
