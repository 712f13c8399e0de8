"""The glossary as each process keeps it, so that no page asks the database for it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.glossary.models import GlossaryWord
from localoffer.guide.glossary.words import Word, WordText, in_order, word_in
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.web.following import Followed, follow

SUBJECT = "glossary"
"""The change number of the glossary."""
_EXTENSION = "localoffer_glossary"

Glossary = Mapping[str, tuple[Word, ...]]
"""By language, every word in the order of its alphabet."""


def words(language: str) -> tuple[Word, ...]:
    """Return every word of the glossary for readers of a language, in the order of its alphabet."""
    followed: Followed[Glossary] = current_app.extensions[_EXTENSION]
    return followed.newest.get(language, ())


def explained() -> frozenset[str]:
    """Return every word that stands in what the glossary explains in English: of "EHC plan", "EHC" too."""
    forms = (form for word in words(ENGLISH.code) for form in (word.text.title, *word.text.forms))
    return frozenset(part for form in forms for part in form.split())


def read(session: Session) -> Glossary:
    """Return the glossary as the database has it."""
    rows = [(row.code, texts_of(row)) for row in session.scalars(select(GlossaryWord))]
    return {language: in_order([word_in(*row, language) for row in rows], language) for language in LANGUAGES}


def texts_of(row: GlossaryWord) -> dict[str, WordText]:
    """Return a word's texts by language."""
    return {text.language: WordText(text.title, text.meaning, tuple(text.forms)) for text in row.texts}


def init_app(app: Flask) -> None:
    """Begin to keep the glossary."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read, nothing={})
