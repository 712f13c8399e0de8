"""Pages: what the Local Offer tells families, drawn from words that commissioners keep."""

from __future__ import annotations

from flask import Flask

from localoffer.guide.pages import beside_services, book, sections, views


def init_app(app: Flask) -> None:
    """Put it on the application."""
    sections.init_app(app)
    book.init_app(app)
    views.init_app(app)
    beside_services.init_app(app)
