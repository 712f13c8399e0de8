"""Static files by the name that their content gives them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Give templates ``asset()``."""
    app.jinja_env.globals["asset"] = lambda name: f"/static/build/{name}"
