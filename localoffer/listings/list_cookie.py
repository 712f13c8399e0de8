"""The list that a browser keeps: in a cookie of its own, for a year, with the keys of services and nothing else."""

from __future__ import annotations

from collections.abc import Collection

from flask import request
from werkzeug.wrappers import Response

from localoffer.listings import kept
from localoffer.web import settings

LASTING = 365 * 24 * 60 * 60


def load() -> tuple[str, ...]:
    """Return the keys of the services that this browser keeps, in the order in which they were kept."""
    return kept.read(request.cookies.get(_name(), ""))


def store(response: Response, keys: Collection[str]) -> None:
    """Give the browser its list; an empty one leaves no cookie behind."""
    response.set_cookie(
        _name(),
        kept.write(keys),
        max_age=LASTING if keys else 0,
        secure=settings().secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _name() -> str:
    return "__Host-list" if settings().secure else "list"
