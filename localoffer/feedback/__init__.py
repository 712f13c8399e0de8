"""Feedback: what families could not find, say and correct, and what the council does about it."""

from __future__ import annotations

from flask import Flask

from localoffer.feedback import (
    admin,
    admin_terms,
    comments,
    corrections,
    pace,
    responses,
    searches,
    subjects,
    surveys,
    taking_part,
    usefulness,
    views,
)
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public form and the commissioners' report on the application."""
    pace.init_app(app)
    searches.init_app(app)
    subjects.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["missing_of"] = views.address
    guard.add(app, admin.blueprint)
    home.add_tiles(app, permission="gaps.read", make=admin.tiles)
    admin_terms.init_app(app)
    comments.init_app(app)
    responses.init_app(app)
    corrections.init_app(app)
    usefulness.init_app(app)
    surveys.init_app(app)
    taking_part.init_app(app)
