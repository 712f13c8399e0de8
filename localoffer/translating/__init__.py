"""The translator's desk: what is missing or behind in each language, beside its English, sent out and brought home."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register nothing yet."""
