"""“Was this page useful?”: yes or no, counted by day with nobody in it."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback.usefulness import admin, views
from localoffer.forms import marks
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put the question's address and the commissioners' report on the application."""
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["new_mark"] = marks.new_mark
    guard.add(app, admin.blueprint)
