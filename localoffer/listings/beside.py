"""What other features show beside the services that a search finds; listings need not know which those are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from flask import Flask, current_app

_EXTENSION = "localoffer_beside"


class Beside(NamedTuple):
    """One thing that is no service: its title, what it is about, its address; ``lang`` if not the reader's."""

    title: str
    summary: str
    address: str
    lang: str = ""


Finder: TypeAlias = Callable[[str, str], Sequence[Beside]]
"""Takes the words of a search and the reader's language, and returns what fits them well, the best first."""


def add(app: Flask, finder: Finder) -> None:
    """Let a feature be asked at each search that has words. It must be quick: the reader waits for it."""
    app.extensions.setdefault(_EXTENSION, []).append(finder)


def found(words: str, language: str) -> list[Beside]:
    """Return what the features of the current application have for the words of a search; nothing without words."""
    finders: list[Finder] = current_app.extensions.get(_EXTENSION, [])
    return [one for finder in finders for one in finder(words, language)] if words else []
