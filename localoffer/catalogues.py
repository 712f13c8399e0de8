"""The compiled translations, each read once and kept by the voice that it is for: ``ro``, or ``ro-young``.

What is said to a young person in other words than to a parent stands in a catalogue of its own. It is looked through
first; what it does not have is said as to everybody.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from babel.support import Translations
from flask import current_app, has_app_context
from flask_babel import force_locale, get_translations

YOUNG = "young"
"""What the catalogue of words for young people is called, beside ``messages``."""

known: dict[str, NullTranslations] = {}
"""What has been read so far, by voice."""


def young(code: str) -> str:
    """Return the voice in which a language speaks to a young person."""
    return f"{code}-{YOUNG}"


def read_from(folder: Path, code: str, locale: Locale) -> None:
    """Read the catalogues of a language for a process without an application."""
    _keep(code, Translations.load(folder, [str(locale)]), folder, locale)


def of_the_application(voice: str, locale: Locale) -> NullTranslations:
    """Read the messages of a voice, as the application has them; outside of one there are none but English."""
    if not has_app_context():
        return NullTranslations()
    with force_locale(str(locale)):
        _keep(voice.removesuffix(f"-{YOUNG}"), get_translations(), current_app.config["SETTINGS"].translations, locale)
    return known[voice]


def _keep(code: str, messages: NullTranslations, folder: Path, locale: Locale) -> None:
    to_young_people = Translations.load(folder, [str(locale)], YOUNG)
    to_young_people.add_fallback(messages)
    known.update({code: messages, young(code): to_young_people})
