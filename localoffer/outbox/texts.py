"""Text messages: what they can be written with, and how many are sent for one.

GOV.UK Notify sends the letters of GSM 03.38: it takes marks off others where it can (``ż`` becomes ``z``) and puts a
question mark in place of what is left, so that a text in Urdu would be nothing else.
"""

from __future__ import annotations

import unicodedata

_LETTERS = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_COUNT_TWICE = frozenset("^{}\\[~]|€")
_OTHERS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "ł": "l", "Ł": "L"})
_ONE, _EACH_OF_MORE = 160, 153


def as_text(words: str) -> str | None:
    """Return words in the letters that a text message carries; None where some of them have none."""
    written = "".join(_plain(letter) for letter in words.translate(_OTHERS))
    return written if _LETTERS.union(_COUNT_TWICE).issuperset(written) else None


def parts(text: str) -> int:
    """Return how many messages are sent, and paid, for one text."""
    length = len(text) + sum(letter in _COUNT_TWICE for letter in text)
    return 1 if length <= _ONE else -(-length // _EACH_OF_MORE)


def _plain(letter: str) -> str:
    if letter in _LETTERS:
        return letter
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))
