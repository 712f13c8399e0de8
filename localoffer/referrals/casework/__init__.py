"""What is agreed with a family, and looking closely at one referral."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
