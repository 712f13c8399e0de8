"""“What help can we get?”: a few questions that lead to help, by rules that commissioners keep."""

from __future__ import annotations

from flask import Flask

from localoffer import languages
from localoffer.contacting import copies
from localoffer.guide.helping import admin, views
from localoffer.guide.pages.sections import sections
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put it on the application, and let families ask for the guide's sections on paper."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    copies.offer(app, _sections)


def _sections() -> list[tuple[str, str]]:
    return [(f"section:{one.code}", one.title(languages.current().code)) for one in sections()]
