"""What can be asked for on paper beside the form: parts of the guide, which offers them without being known here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

_EXTENSION = "localoffer_paper_copies"


@dataclass(frozen=True)
class Copies:
    """What a feature offers on paper.

    ``choices`` returns pairs of a code and a name in the reader's language, for the boxes to tick; ``named`` returns
    what one thing is called that an address names as ``<kind>:<slug>``, empty where there is none.
    """

    kind: str
    choices: Callable[[], Sequence[tuple[str, str]]]
    named: Callable[[str], str]


def offer(app: Flask, copies: Copies) -> None:
    """Let a feature offer copies on paper."""
    app.extensions.setdefault(_EXTENSION, []).append(copies)


def offered() -> list[tuple[str, str]]:
    """Return all that can be ticked, as pairs of a code and a name in the reader's language."""
    return [pair for copies in _all() for pair in copies.choices()]


def named(about: str) -> str:
    """Return what something is called that an address names as ``<kind>:<slug>``; empty where nobody offers it."""
    kind, _, slug = about.partition(":")
    return next((copies.named(slug) for copies in _all() if copies.kind == kind), "")


def _all() -> list[Copies]:
    found: list[Copies] = current_app.extensions.get(_EXTENSION, [])
    return found
