"""“What help can we get?”: a few questions that lead to help, by rules that commissioners keep."""

from __future__ import annotations

from flask import Flask

from localoffer.guide.helping import views


def init_app(app: Flask) -> None:
    """Put it on the application."""
    app.register_blueprint(views.blueprint)
