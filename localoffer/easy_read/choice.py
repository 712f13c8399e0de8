"""Whether a reader chose easy read, as their browser keeps it."""

from __future__ import annotations

from enum import StrEnum

from flask import request
from werkzeug.wrappers import Response

COOKIE = "reading"
BUTTON = "reading"
"""The name of the buttons that change it on a page with a form; the value is a ``Reading``."""
_YEAR = 365 * 24 * 60 * 60


class Reading(StrEnum):
    """How somebody reads the site."""

    EASY = "easy"
    STANDARD = "standard"


def is_easy() -> bool:
    """Return whether the reader of this page chose easy read."""
    return request.cookies.get(COOKIE) == Reading.EASY


def wanted() -> Reading | None:
    """Return what the button that sent this page chose; None where it was not one of those."""
    given = request.form.get(BUTTON, "") if request.method == "POST" else ""
    return Reading(given) if given in set(Reading) else None


def remember(response: Response, chosen: Reading, *, secure: bool) -> None:
    """Let the browser keep what its reader chose; the standard way of reading needs no cookie."""
    if chosen is Reading.EASY:
        response.set_cookie(COOKIE, chosen, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax", path="/")
    else:
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax", path="/")
