"""Reading a JSON feed row by row, so that each row has a line number and a broken one stops no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_CONTENT = re.compile(r'\s*\{(?:[^\[{]*,)?\s*"content"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Row:
    """One row of a feed: its number, counted from 1, the line it begins on, and its value or why it has none."""

    number: int
    line: int
    value: Any = None
    fault: str = ""


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of a feed: of its ``content``, of a bare list, or of one object a line.

    After a row that is not JSON, reading goes on at the next line that begins as that row did.
    """
    decoder = json.JSONDecoder()
    lines = _Lines(text)
    position, number = _start(text), 0
    while (position := _skip(text, position)) < len(text) and text[position] != "]":
        number += 1
        line = lines.of(position)
        try:
            value, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            position = _next_like(text, position)
            rest = "" if position < len(text) else " Nothing after it could be read."
            yield Row(number, line, fault=f"it is not JSON: {error.msg} at line {lines.of(error.pos)}.{rest}")
        except RecursionError:
            position = _next_like(text, position)
            yield Row(number, line, fault="it is nested too deeply.")
        else:
            yield Row(number, line, value)


class _Lines:
    """Counts lines going forward, so that a long file is counted once."""

    def __init__(self, text: str) -> None:
        self.text, self.position, self.line = text, 0, 1

    def of(self, position: int) -> int:
        if position < self.position:
            return self.text.count("\n", 0, position) + 1
        self.line += self.text.count("\n", self.position, position)
        self.position = position
        return self.line


def _start(text: str) -> int:
    if found := _CONTENT.match(text):
        return found.end()
    opening = _skip(text, 0)
    return opening + 1 if text[opening : opening + 1] == "[" else opening


def _skip(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _next_like(text: str, position: int) -> int:
    """Return where the next line begins with the indentation and the character of the row at ``position``."""
    line_start = text.rfind("\n", 0, position) + 1
    opening = re.compile("^" + re.escape(text[line_start : position + 1]), re.MULTILINE)
    found = opening.search(text, position + 1)
    return found.end() - 1 if found else len(text)
