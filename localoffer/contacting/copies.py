"""What can be asked for on paper beside the form: sections of the guide, which offers them without being known here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, current_app

Choices = Callable[[], Sequence[tuple[str, str]]]
_EXTENSION = "localoffer_paper_copies"


def offer(app: Flask, choices: Choices) -> None:
    """Let a feature offer copies on paper: pairs of a code and a name in the reader's language, asked for each page."""
    app.extensions.setdefault(_EXTENSION, []).append(choices)


def offered() -> list[tuple[str, str]]:
    """Return all that features offer, as pairs of a code and a name in the reader's language."""
    sources: list[Choices] = current_app.extensions.get(_EXTENSION, [])
    return [pair for choices in sources for pair in choices()]
