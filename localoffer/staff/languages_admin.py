"""The staff's screen of the languages: which of the site's own words a speaker of each has checked. In English only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from localoffer.language_state import Check, Part, check_of
from localoffer.languages import (
    ENGLISH,
    LANGUAGES,
    Language,
    LazyText,
    format_date,
    gettext,
    language_name,
    lazy_gettext,
)
from localoffer.staff.guard import needs

blueprint = Blueprint("languages", __name__, url_prefix="/languages")

_PARTS: dict[Part, LazyText] = {
    Part.AGREEMENT: lazy_gettext("What families agree to"),
    Part.PRIVACY: lazy_gettext("Privacy notices"),
    Part.SAFEGUARDING: lazy_gettext("What to do in danger"),
    Part.MESSAGES: lazy_gettext("Emails and letters"),
    Part.SITE: lazy_gettext("The rest of the site"),
    Part.COUNTY: lazy_gettext("Pages and words that came with the site"),
}


@dataclass(frozen=True)
class Row:
    """A language, its name in English, and for each part who checked it; empty where nobody has."""

    language: Language
    name: str
    checks: list[tuple[str, str]]


@blueprint.get("")
@needs("translations.edit")
def index() -> str:
    """Show who has checked which part of each language."""
    rows = [
        Row(
            language,
            language_name(language.code),
            [(str(_PARTS[part]), _said(check_of(language, part))) for part in Part],
        )
        for language in LANGUAGES.values()
        if language != ENGLISH
    ]
    return render_template("staff/languages/index.html", rows=rows, parts=[str(title) for title in _PARTS.values()])


def _said(check: Check | None) -> str:
    if check is None:
        return ""
    return gettext("%(name)s, %(day)s", name=check.checked_by, day=format_date(check.checked_on))
