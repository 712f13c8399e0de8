"""The tokens of the calls that broke off in this browser: in a cookie of their own, that only these pages are sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask import request, url_for
from werkzeug.wrappers import Response

from localoffer.web import settings

MOST = 10
_BETWEEN = "."


def tokens() -> list[str]:
    """Return the tokens that this browser sent, newest first."""
    return [token for token in request.cookies.get(_name(), "").split(_BETWEEN)[:MOST] if token]


def keep(response: Response, kept: Iterable[str], *, lasting: timedelta) -> Response:
    """Give the browser these tokens, newest first; the oldest go where there are too many."""
    value = _BETWEEN.join(list(dict.fromkeys(kept))[:MOST])
    response.set_cookie(
        _name(),
        value,
        max_age=lasting,
        secure=settings().secure,
        httponly=True,
        samesite="Strict",
        path=url_for("admin.referrals.enter"),
    )
    return response


def _name() -> str:
    return "__Secure-kept" if settings().secure else "kept"
