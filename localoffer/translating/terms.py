"""The words that must be the same everywhere, as ``translations/<language>/terms.yaml`` says them and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from localoffer.languages import ENGLISH
from localoffer.yaml_texts import load_yaml

_NAME = "terms.yaml"


@dataclass(frozen=True)
class Term:
    """One term: in English, how the language says it, and why so. ``stands`` finds it in an English text."""

    english: str
    says: str
    because: str
    stands: re.Pattern[str]


def found_in(english: Mapping[str, str], language: str, folder: Path) -> list[Term]:
    """Return the terms of a language that occur in an English text, in the order of its file.

    Args:
        folder: that of the translations, with a folder for each language.
    """
    whole = "\n".join(english.values())
    return [term for term in of(language, folder) if term.stands.search(whole)]


@lru_cache(maxsize=16)
def of(language: str, folder: Path) -> tuple[Term, ...]:
    """Return the terms of a language; none where it has no such file."""
    patterns = {
        one["term"]: one.get("pattern", f"{re.escape(one['term'])}s?")
        for one in _entries(folder / ENGLISH.code / _NAME)
    }
    return tuple(
        Term(
            english=one["term"],
            says=one.get("says", ""),
            because=one.get("because", ""),
            stands=re.compile(rf"\b(?:{patterns.get(one['term'], re.escape(one['term']))})\b", re.IGNORECASE),
        )
        for one in _entries(folder / language / _NAME)
    )


def _entries(path: Path) -> list[dict[str, str]]:
    return list(load_yaml(path.read_text(encoding="utf-8"))) if path.exists() else []
