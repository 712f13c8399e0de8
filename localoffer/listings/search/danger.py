"""Whether a family speaks of danger or a crisis: whom to ring then stands before all services."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from localoffer.alphabets import IN_A_WORD
from localoffer.languages import LANGUAGES
from localoffer.listings.search.speech import speech_of


def speaks_of_danger(text: str) -> bool:
    """Return whether words speak of danger or a crisis, in whatever language: nobody chooses one first in a crisis."""
    plain = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    return bool(_pattern().search(plain))


@cache
def _pattern() -> re.Pattern[str]:
    said = (pattern for language in LANGUAGES for pattern in speech_of(language).danger)
    either = unicodedata.normalize("NFC", "|".join(said)) or "(?!)"
    return re.compile(rf"(?<![{IN_A_WORD}])(?:{either})", re.IGNORECASE)
