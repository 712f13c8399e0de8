"""Whole pages that are the same for whoever asks: drawn once for each address and state of the site, and then kept.

Most families ask for the same: the home page, a need in a district, the same few words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from localoffer import languages
from localoffer.days import today
from localoffer.listings import list_cookie
from localoffer.listings.changes import MadeOnce
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.kept import Kept
from localoffer.web import following
from localoffer.web.compression import Repeated

_ROOM = 16 << 20
_EXTENSION = "localoffer_drawn_once"


@dataclass(frozen=True)
class Drawn:
    """A page as it was drawn. That of one family alone is not kept."""

    page: Repeated
    is_of_one_family: bool = False


D = TypeVar("D", bound=Drawn)


def drawn_once(draw: Callable[[], D], *, engine: Engine) -> D:
    """Return the page that was asked for, drawn by ``draw`` where it is not kept.

    Args:
        draw: makes it from nothing but the address, the language, the list of the browser, the day, the listings, and
            what the process follows.
        engine: holds the listings.
    """
    if request.method != "GET":
        # its links come back to another address
        return draw()
    of_one_state: MadeOnce[Kept[Hashable, Any]] = current_app.extensions[_EXTENSION]
    state = engine.generation.name, engine.closed, today(), following.of(current_app).numbers()
    kept = of_one_state.take(state, lambda: Kept(_ROOM, lambda drawn: len(drawn.page.plain)))
    asked = (request.root_path, request.path, request.query_string, languages.voice(), list_cookie.load())
    drawn: D | None = kept.get(asked)
    if drawn is None:
        drawn = draw()
        if not drawn.is_of_one_family:
            kept.keep(asked, drawn)
    return drawn


def init_app(app: Flask) -> None:
    """Give the application a place to keep pages."""
    app.extensions[_EXTENSION] = MadeOnce()
