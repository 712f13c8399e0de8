"""Messages that wait in the database, stored in the transaction that caused them, and the worker that sends them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Wire the package into the application; it has no pages of its own."""
