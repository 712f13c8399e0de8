"""What changed between two texts, word by word, so that a person can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.4


class Did(StrEnum):
    """What happened to a piece of text."""

    STAYED = "stayed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and what happened to them."""

    did: Did
    text: str


def paragraphs(before: str, after: str) -> Iterator[tuple[Piece, ...]]:
    """Return the paragraphs in which two texts differ, each as pieces."""
    old, new = _lines(before), _lines(after)
    for did, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if did != "equal":
            yield from _changed(old[old_from:old_to], new[new_from:new_to])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Return paragraphs that stand in the same place before and after; those that are alike, word by word."""
    for place in range(max(len(old), len(new))):
        one = old[place] if place < len(old) else ""
        other = new[place] if place < len(new) else ""
        pieces = tuple(_words(one, other))
        if sum(len(piece.text) for piece in pieces if piece.did is Did.STAYED) >= _ALIKE * max(len(one), len(other)):
            yield pieces
        else:
            yield from ((Piece(did, text),) for did, text in ((Did.REMOVED, one), (Did.ADDED, other)) if text)


def _words(old: str, new: str) -> Iterator[Piece]:
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    for did, old_from, old_to, new_from, new_to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if did == "equal":
            yield Piece(Did.STAYED, "".join(ours[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece(Did.REMOVED, "".join(ours[old_from:old_to]))
        if new_to > new_from:
            yield Piece(Did.ADDED, "".join(theirs[new_from:new_to]))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
