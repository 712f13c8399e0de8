"""Finding the same child again without reading anybody: a keyed hash of last name and date of birth."""

from __future__ import annotations

import unicodedata
from datetime import date

from localoffer.crypto import KeyRing


def child_hash(keys: KeyRing, *, last_name: str, born: date) -> bytes:
    """Return the blind index of a child: the same for spellings that differ in case, accents, spaces or hyphens."""
    return keys.keyed_hash("child", f"{letters(last_name)}:{born.isoformat()}".encode())


def letters(name: str) -> str:
    """Return a name without what its spellings differ by."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
