"""The guide: the Local Offer's own pages, its glossary, its way to help, and what the law asks of it."""

from __future__ import annotations

from flask import Flask

from localoffer.guide import admin, admin_terms, duties, glossary, helping, notices, pages


def init_app(app: Flask) -> None:
    """Put all of it on the application."""
    pages.init_app(app)
    glossary.init_app(app)
    helping.init_app(app)
    duties.init_app(app)
    notices.init_app(app)
    admin.init_app(app)
    admin_terms.init_app(app)
