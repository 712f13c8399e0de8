"""Referrals: asking for 1-1 Life Skills support without a diagnosis, and what the team does with it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
