"""Easy read: short sentences, one idea each, a picture beside each, for whoever chose it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register nothing yet."""
