"""What stands in a text and is not translated: values that the site fills in, what a page embeds, and its own links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

# what follows "[[fill" is read by families, so it is translated
_KEPT = re.compile(r"%\(\w+\)s|\{[a-z_]+\}|\[\[(?!fill)[^\]\n]*\]\]|\]\([^()\s]*\)")
_OUTSIDE = re.compile(r"\]\(https?:", re.IGNORECASE)


class Piece(NamedTuple):
    """Some of a text: words to translate, or what stays as it is."""

    text: str
    is_kept: bool


def pieces(text: str) -> Iterator[Piece]:
    """Yield a text in pieces; put together they are the text again."""
    end = 0
    for found in _KEPT.finditer(text):
        if found.start() > end:
            yield Piece(text[end : found.start()], is_kept=False)
        yield Piece(found[0], is_kept=True)
        end = found.end()
    if end < len(text):
        yield Piece(text[end:], is_kept=False)


def differences(english: str, translation: str) -> list[str]:
    """Return what only one of two texts has of what must stay, however often; links out of the site may differ."""
    wanted, has = _must_stay(english), _must_stay(translation)
    return sorted({*(wanted - has), *(has - wanted)})


def _must_stay(text: str) -> Counter[str]:
    return Counter(found for found in _KEPT.findall(text) if not _OUTSIDE.match(found))
