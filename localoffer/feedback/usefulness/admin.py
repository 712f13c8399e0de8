"""The commissioners' report: which pages help, and which do not. In English only."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request

from localoffer.days import today
from localoffer.db import session
from localoffer.feedback import subjects
from localoffer.feedback.usefulness import admin_presenters, counting
from localoffer.languages import LANGUAGES
from localoffer.staff.guard import needs

blueprint = Blueprint("usefulness", __name__, url_prefix="/usefulness")

PERIODS = (7, 28, 90, 365)
_USUAL = 28


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """Show how many readers found each page useful, those that help least first."""
    days = request.args.get("days", _USUAL, type=int)
    days = days if days in PERIODS else _USUAL
    language = request.args.get("language", "")
    language = language if language in LANGUAGES else ""
    found = counting.tallies(session(), since=today() - timedelta(days=days - 1), language=language)
    report = admin_presenters.report(found, name=subjects.resolve)
    languages = {code: str(one.locale.get_language_name("en")) for code, one in LANGUAGES.items()}
    return render_template(
        "feedback/usefulness/admin/index.html",
        report=report,
        days=days,
        periods=PERIODS,
        language_code=language,
        names=languages,
    )
