"""Taking out of a text what may say who wrote it: addresses, numbers, links. Names cannot be told from other words."""

from __future__ import annotations

import re
import unicodedata

_TAKEN_OUT = (
    # from the most telling to the least: an address holds what looks like a link, a postcode holds digits
    (re.compile(r"[^\s@]*@[^\s@]+"), "[address taken out]"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "[link taken out]"),
    (re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s{0,3}\d[A-Z]{2}(?!\w)", re.IGNORECASE), "[postcode taken out]"),
    # telephone and NHS numbers, dates of birth: six digits or more with little between them
    (re.compile(r"\+?\d(?:[ \u00a0().+/‐‑–-]{0,3}\d){5,}"), "[number taken out]"),
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = "\u200c\u200d"


def screened(text: str) -> str:
    """Return a text without e-mail addresses, links, postcodes and long numbers; each leaves a note in its place."""
    seen = _tidied(text)
    for what, note in _TAKEN_OUT:
        seen = what.sub(note, seen)
    return seen


def taken_out(text: str) -> list[str]:
    """Return the parts of a text that ``screened`` takes out of it."""
    seen, parts = _tidied(text), []
    for what, note in _TAKEN_OUT:
        parts += [found.group() for found in what.finditer(seen)]
        seen = what.sub(note, seen)
    return parts


def _tidied(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if _is_seen(one)).strip()


def _is_seen(character: str) -> bool:
    return character in f"\n{_JOINERS}" or unicodedata.category(character) not in _UNSEEN
