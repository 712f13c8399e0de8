"""Videos in British Sign Language, with captions and a transcript, on pages and listings."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register nothing yet."""
