"""Seeding the glossary from the county's ``guide/glossary.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml, with_new_languages
from localoffer.guide.glossary import writing
from localoffer.guide.glossary.kept import texts_of
from localoffer.guide.glossary.models import GlossaryWord
from localoffer.guide.glossary.words import WordText
from localoffer.languages import ENGLISH, LANGUAGES

FILE = Path("guide") / "glossary.yaml"


@dataclass(frozen=True)
class GlossaryReport:
    """How many words the file has, how many of them were new, and how many were there and are in more languages now.

    What staff wrote stays as it is.
    """

    words: int
    added: int
    translated: int


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> GlossaryReport:
    """Add the words of the county's file, and their texts in a language, that the glossary does not have yet.

    Raises:
        ValueError: naming the word that cannot be read.
    """
    path = county / FILE
    told = read(path) if path.exists() else {}
    known = {word.code: word for word in session.scalars(select(GlossaryWord))}
    added = translated = 0
    for code, texts in told.items():
        try:
            if code in known:
                every = with_new_languages(texts_of(known[code]), texts)
                translated += writing.change(session, word=known[code], texts=every, actor=actor, audit_key=audit_key)
            else:
                writing.add(session, code=code, texts=texts, actor=actor, audit_key=audit_key)
                added += 1
        except writing.TakenForm as taken:
            raise ValueError(f"{FILE.name}: {code}: a form of it is {taken}'s already") from taken
    return GlossaryReport(words=len(told), added=added, translated=translated)


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
