"""What every screen of the translator's desk begins with."""

from __future__ import annotations

from flask import abort, current_app

from localoffer.db import MissingRow
from localoffer.languages import ENGLISH, LANGUAGES, Language
from localoffer.staff import guard
from localoffer.translating.sources import SOURCES
from localoffer.translating.texts import Name, Writer
from localoffer.translating.vocabulary import Kind

PERMISSION = "translations.edit"


def others() -> list[Language]:
    """Return the languages that texts are translated into."""
    return [language for language in LANGUAGES.values() if language is not ENGLISH]


def language_of(code: str) -> Language:
    """Return a language that texts are translated into.

    Raises:
        MissingRow: when the site does not speak it.
    """
    found = next((language for language in others() if language.code == code), None)
    if found is None:
        raise MissingRow("the site does not speak this language")
    return found


def name_of(language: str, kind: str, key: str) -> Name:
    """Return what an address names.

    Raises:
        MissingRow: when there is no such kind or language.
    """
    if kind not in set(Kind):
        raise MissingRow("there is no such kind of text")
    return Name(Kind(kind), key, language_of(language).code)


def may_save(kind: Kind) -> bool:
    """Whether whoever is signed in may save translations of a kind."""
    return guard.allowed(SOURCES[kind].permission)


def must_save(kind: Kind) -> None:
    """Refuse whoever may not save translations of a kind.

    Raises:
        Forbidden: when they may not.
    """
    if not may_save(kind):
        abort(403)


def kinds_to_save() -> list[Kind]:
    """Return the kinds of which whoever is signed in may save translations."""
    return [kind for kind in SOURCES if may_save(kind)]


def writer() -> Writer:
    """Return who makes this request."""
    return Writer(guard.current_actor(), current_app.extensions["localoffer_keys"].audit)
