"""Council staff: accounts, roles, sign-in, and the guard of everything under ``/admin``."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""


def register_admin(app: Flask) -> None:
    """Register everything under ``/admin``, once every feature has added its screens."""
