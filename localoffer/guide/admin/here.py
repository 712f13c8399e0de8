"""What every screen of the pages' editor begins with."""

from __future__ import annotations

from flask import abort, current_app

from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import queries
from localoffer.languages import LANGUAGES


def known_language(code: str) -> str:
    """Return the code of a language of the site.

    Raises:
        NotFound: when the site does not speak it.
    """
    if code not in LANGUAGES:
        abort(404)
    return code


def newest_content(page: GuidePage, language: str) -> PageContent:
    """Return the newest words of a page in a language; empty where it has none."""
    newest = queries.latest(page, language)
    return PageContent.of_json(newest.content) if newest else PageContent(title="")


def audit_key() -> bytes:
    """Return the key of the audit's chain."""
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key
