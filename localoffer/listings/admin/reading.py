"""How hard the English words of a listing read, while somebody writes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from flask import Flask, current_app
from wtforms import Field

from localoffer.plain_english import Reading, measure

Explained = Callable[[], Collection[str]]
"""Returns the acronyms that are explained somewhere on the site."""
_EXTENSION = "localoffer_explained"


def explain_by(app: Flask, source: Explained) -> None:
    """Let a feature say which acronyms it explains to families."""
    app.extensions.setdefault(_EXTENSION, []).append(source)


def reading_of(boxes: Iterable[Field]) -> Reading:
    """Return how hard the English in some boxes of the editor reads, as it stands there now."""
    sources: list[Explained] = current_app.extensions.get(_EXTENSION, [])
    explained = [word for source in sources for word in source()]
    # what families type asks nobody to read it
    texts = [box.data or "" for box in boxes if not box.short_name.endswith("_asked_as")]
    return measure([line for text in texts for line in _lines(text)], explained=explained)


def _lines(text: str) -> Iterator[str]:
    """Yield paragraphs and points of a list, each by itself."""
    yield from (line.strip().removeprefix("- ") for line in text.splitlines() if line.strip())


def init_app(app: Flask) -> None:
    """Let the editor's templates ask for ``reading_of(boxes)``."""
    app.jinja_env.globals["reading_of"] = reading_of
