"""Asking to be rung, or for a copy on paper: what families ask of the team beside Life Skills support."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put it on the application."""
