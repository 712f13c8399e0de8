"""A made-up language: every message of the site in other letters and longer, so that what is no message stands out.

It goes by the code of Greek, which the site does not speak: dates and numbers come from the CLDR in letters that are
not English ones, and content, which nobody translated, is in English and has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from localoffer import catalogues
from localoffer.languages import LANGUAGES, Language

CODE = "el"
LONGER = 1.4
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувщыхзАБЦДЕФГХИЙКЛМНОПЯРСТУВЩЫХЗ"
)
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>)")
_WORD = re.compile(r"\w+")


def made_up(message: str) -> str:
    """Return a message in other letters, each word ``LONGER`` times as long, with its placeholders and tags."""
    parts = _KEPT.split(message)
    return "".join(part if place % 2 else _WORD.sub(_stretched, part) for place, part in enumerate(parts))


def _stretched(found: re.Match[str]) -> str:
    word = found.group().translate(_LETTERS)
    return word + word[-1] * (round(len(word) * LONGER) - len(word))


class _MadeUp(NullTranslations):
    """The catalogue of the language."""

    def gettext(self, message: str) -> str:
        return made_up(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return made_up(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return made_up(message)


@contextmanager
def spoken() -> Iterator[Language]:
    """Let the site speak the language meanwhile; applications are to be made inside."""
    LANGUAGES[CODE] = Language(CODE, "ΨΨΨ")
    catalogues.known[CODE] = _MadeUp()
    try:
        yield LANGUAGES[CODE]
    finally:
        del LANGUAGES[CODE], catalogues.known[CODE]
