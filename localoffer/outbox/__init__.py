"""Messages that wait in the database, stored in the transaction that caused them, and the worker that sends them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
