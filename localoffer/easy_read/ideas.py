"""How easy read is written down: one idea a line, each with its picture.

``phone: You can **ring** us. [Find help](go:services)`` is an idea; ``# Who can ask?`` a heading; ``[[start]]`` the
button that begins the Life Skills form. Hard words are bold, and explained where they stand. ``{front_door}`` stands
for a number that the council keeps elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from localoffer.easy_read.pictures import PICTURES
from localoffer.languages import ENGLISH

LONGEST_SENTENCE = 15
"""In words of English."""
LONGEST_TRANSLATED = 20
"""In words of a language that has more short words for the same, as Urdu has."""
START = "[[start]]"
_HEADING = "#"
_IDEA = re.compile(r"\s*([A-Za-z-]+)\s*:\s*(.+)")
_PIECE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)|\{(?P<fact>\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?।۔؟])\s+")


class Kind(StrEnum):
    """What a piece of a sentence is."""

    TEXT = "text"
    STRONG = "strong"
    LINK = "link"
    FACT = "fact"


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence; ``to`` is where a link leads, in the words that texts have for it."""

    kind: Kind
    text: str
    to: str = ""


@dataclass(frozen=True)
class Row:
    """One line: an idea with its picture, a heading, or the button that begins the form."""

    pieces: tuple[Piece, ...] = ()
    picture: str = ""
    is_heading: bool = False
    is_start: bool = False

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(piece.text for piece in self.pieces)


class Fault(StrEnum):
    """What is wrong with a line."""

    NO_PICTURE = "no_picture"
    UNKNOWN_PICTURE = "unknown_picture"
    LONG_SENTENCE = "long_sentence"


def read(text: str) -> tuple[Row, ...]:
    """Return the rows of a text; a line that names no picture that there is has none."""
    return tuple(_row(line.strip()) for line in text.splitlines() if line.strip())


def faults(text: str, language: str = ENGLISH.code) -> Iterator[tuple[int, Fault, str]]:
    """Yield what is wrong with a text: the number of the line, what it is, and the words that it is about."""
    longest = LONGEST_SENTENCE if language == ENGLISH.code else LONGEST_TRANSLATED
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.strip() == START:
            continue
        row = _row(line.strip())
        if not row.is_heading and not row.picture:
            found = _IDEA.fullmatch(line)
            yield number, Fault.UNKNOWN_PICTURE if found else Fault.NO_PICTURE, found[1] if found else line.strip()
        for sentence in sentences(row):
            if len(sentence.split()) > longest:
                yield number, Fault.LONG_SENTENCE, sentence


def sentences(row: Row) -> list[str]:
    """Return the sentences of a row."""
    return [sentence for sentence in _SENTENCE.split(row.text) if sentence.strip()]


def _row(line: str) -> Row:
    if line == START:
        return Row(is_start=True)
    if line.startswith(_HEADING):
        return Row(_pieces(line.lstrip(f"{_HEADING} ")), is_heading=True)
    found = _IDEA.fullmatch(line)
    if found and found[1].lower() in PICTURES:
        return Row(_pieces(found[2]), picture=found[1].lower())
    return Row(_pieces(line))


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for found in _PIECE.finditer(text):
        if found.start() > end:
            pieces.append(Piece(Kind.TEXT, text[end : found.start()]))
        if found["strong"]:
            pieces.append(Piece(Kind.STRONG, found["strong"]))
        elif found["to"]:
            pieces.append(Piece(Kind.LINK, found["words"], found["to"]))
        else:
            pieces.append(Piece(Kind.FACT, found["fact"]))
        end = found.end()
    return (*pieces, Piece(Kind.TEXT, text[end:])) if text[end:] else tuple(pieces)
