"""Easy read: short sentences, one idea each, a picture beside each, for whoever chose it."""

from __future__ import annotations

from flask import Flask

from localoffer.easy_read import admin, form_words, kept, switching, views


def init_app(app: Flask) -> None:
    """Register the pages, the switch that every page with an easy read has, and the words of the form."""
    kept.init_app(app)
    form_words.init_app(app)
    switching.init_app(app)
    app.register_blueprint(views.blueprint)
    admin.init_app(app)
