"""Keeping numbers, references and names in their order among words that are written right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from localoffer.languages import Language, current

_ISOLATE, _END_OF_ISOLATE = "\u2066", "\u2069"

Apart: TypeAlias = Callable[[str], str]
"""Sets a number, a reference or a name apart where the words around it need that."""


def left_to_right(text: str) -> str:
    """Return a number, a reference or an address so that it keeps its order inside words written right to left."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}"


def apart_in(language: Language) -> Apart:
    """Return what sets numbers and references apart among words of a language."""
    return left_to_right if language.direction == "rtl" else str


def apart(text: str) -> str:
    """Return a number or a reference as it stands among words of the current language."""
    return apart_in(current())(text)
