"""A page of easy read as families would read it, from what stands in the boxes; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from localoffer.easy_read import kept, writing
from localoffer.easy_read.models import EasyPage
from localoffer.easy_read.writing import Said
from localoffer.languages import ENGLISH, LANGUAGES, Language, speaking

BUTTON = "preview"
"""The name of the button that asks for it."""


@dataclass(frozen=True)
class Preview:
    """What readers of a language would see."""

    language: Language
    words: Markup


def is_wanted() -> bool:
    """Return whether this page was sent to see a preview, and not to save."""
    return BUTTON in request.form


def of(page: EasyPage, typed: Mapping[str, Said]) -> list[Preview]:
    """Return a preview of each language that was changed; of the English, where none was."""
    before = writing.texts_of(page)
    changed = [LANGUAGES[code] for code, said in typed.items() if said != before.get(code)]
    return [Preview(language, _drawn(page.slug, language, typed)) for language in changed or [ENGLISH]]


def _drawn(slug: str, language: Language, typed: Mapping[str, Said]) -> Markup:
    with speaking(language.code):
        shown = kept.shown(slug, typed[language.code])
        drawn = render_template("easy_read/words.html", page=shown, notes=(), level=4, is_preview=True)
    return Markup(drawn)  # noqa: S704 - a template has just drawn it
