"""Pages of the guide as what a video in British Sign Language can stand on."""

from __future__ import annotations

from flask import url_for

from localoffer.db import MissingRow, session
from localoffer.guide.admin.listing import title_of
from localoffer.guide.pages import book, queries
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import ENGLISH
from localoffer.signing.subjects import Subject


def subject(slug: str) -> Subject | None:
    """Return the page of an address; None where there is none that stands by itself."""
    try:
        page = queries.get(session(), slug)
    except MissingRow:
        return None
    if page.section == PARTS:
        return None
    kept_at = url_for("admin.guide.edit", slug=slug, language=ENGLISH.code)
    return Subject(title_of(page), kept_at, is_public=slug in book.book().pages)
