"""“What help can we get?”: a few questions that lead to help, by rules that commissioners keep."""

from __future__ import annotations

from flask import Flask

from localoffer import languages
from localoffer.contacting import copies
from localoffer.contacting.copies import Copies
from localoffer.guide.helping import admin, views
from localoffer.guide.pages.book import book
from localoffer.guide.pages.sections import sections
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put it on the application, and let families ask for the guide on paper."""
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    copies.offer(app, Copies("page", choices=_sections, named=_title))


def _sections() -> list[tuple[str, str]]:
    return [(f"section:{one.code}", one.title(languages.current().code)) for one in sections()]


def _title(slug: str) -> str:
    page = book().pages.get(slug)
    return page.text(languages.current().code)[1].content.title if page else ""
