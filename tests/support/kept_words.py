"""The words of the easy read form are read once for all applications of a process that have the same county.

Each test's application would read one file in nine languages again: a tenth of the time that it takes to start.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from localoffer.easy_read import form_words
from localoffer.languages import LANGUAGES
from tests.support.county import FOLDER

_read = form_words.read


@cache
def _kept(path: Path, languages: tuple[str, ...]) -> dict[str, Any]:
    return _read(path)


def _read_once(path: Path) -> dict[str, Any]:
    return _kept(path, tuple(LANGUAGES)) if FOLDER in path.parents else _read(path)


def install() -> None:
    """Let every application of this process begin so."""
    form_words.read = _read_once
