"""How families took part, for everybody to read."""

from __future__ import annotations

from flask import Blueprint, render_template

from localoffer import languages
from localoffer.db import session
from localoffer.feedback.responses import queries as responses
from localoffer.feedback.responses.presenters import theme_shown
from localoffer.feedback.taking_part import presenters, queries

blueprint = Blueprint("taking_part", __name__, url_prefix="/how-families-took-part")


@blueprint.get("")
def index() -> str:
    """Show the meetings, groups and surveys, and what came of them, newest first."""
    spoken = languages.current()
    themes = {theme.slug: theme_shown(theme, (), spoken).title for theme in responses.public(session())}
    entries = [presenters.shown(one, spoken, themes=themes) for one in queries.every(session())]
    return render_template(
        "feedback/taking_part/index.html", entries=entries, has_english=any(one.lang for one in entries)
    )
