"""Seeding the glossary from the county's ``guide/glossary.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.guide.glossary import writing
from localoffer.guide.glossary.models import GlossaryWord
from localoffer.guide.glossary.words import WordText
from localoffer.languages import ENGLISH, LANGUAGES

FILE = Path("guide") / "glossary.yaml"


@dataclass(frozen=True)
class GlossaryReport:
    """How many words the file has, and how many of them were new. A word that is there stays as staff left it."""

    words: int
    added: int


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> GlossaryReport:
    """Add the words of the county's file that the glossary does not have yet; a county without a file has none.

    Raises:
        ValueError: naming the word that cannot be read.
    """
    path = county / FILE
    told = read(path) if path.exists() else {}
    known = set(session.scalars(select(GlossaryWord.code)))
    new = {code: texts for code, texts in told.items() if code not in known}
    for code, texts in new.items():
        try:
            writing.add(session, code=code, texts=texts, actor=actor, audit_key=audit_key)
        except writing.TakenForm as taken:
            raise ValueError(f"{FILE.name}: {code}: a form of it is {taken}'s already") from taken
    return GlossaryReport(words=len(told), added=len(new))


def read(path: Path) -> dict[str, dict[str, WordText]]:
    """Return the words of a file: by code, and by language.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: naming the word that cannot be read.
    """
    told = read_yaml(path)
    if not isinstance(told, list):
        raise ValueError(f"{path.name}: it is not a list of words")
    words: dict[str, dict[str, WordText]] = {}
    for place, entry in enumerate(told, 1):
        code = entry.get("code") if isinstance(entry, dict) else None
        if not isinstance(code, str) or code in words:
            raise ValueError(f"{path.name}: entry {place}: code is missing or stands there twice")
        words[code] = dict(_texts(entry, f"{path.name}: {code}"))
    return words


def _texts(entry: dict[str, Any], where: str) -> Iterator[tuple[str, WordText]]:
    texts = entry.get("text")
    if not isinstance(texts, dict) or ENGLISH.code not in texts or set(texts) - set(LANGUAGES):
        raise ValueError(f"{where}: text has no English, or a language that the site does not speak")
    for language, said in texts.items():
        title, meaning, forms = (said.get(name) for name in ("title", "meaning", "forms"))
        if not title or not meaning or not isinstance(forms, list):
            raise ValueError(f"{where}: text.{language} needs a title, a meaning and a list of forms")
        yield language, WordText(title, " ".join(meaning.split()), tuple(str(form) for form in forms))
