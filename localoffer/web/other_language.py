"""Changing the language on a page with a form: what stands in its boxes comes along, sent and not kept.

On such a page each other language is a button of the form (``layouts/other_languages.html``).
"""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.languages import Language
from localoffer.web import settings

BUTTON = "speak"
"""The name of the buttons; the value is the code of a language."""


def wanted() -> Language | None:
    """Return the language whose button sent this page; None where it was not one of those."""
    return languages.LANGUAGES.get(request.form.get(BUTTON, "")) if request.method == "POST" else None


def follow() -> Response | None:
    """Send what a language's button sent once more, to the page of that language; None where nothing is to be done.

    It is sent there by the browser itself, whom the status tells to (307). That page draws it and keeps nothing.
    """
    language = wanted()
    if language is None or language is languages.current():
        return None
    there = languages.address_in(language, request.full_path.rstrip("?"))
    response = redirect(there, code=307)
    languages.remember(response, language, secure=settings().secure)
    return response
