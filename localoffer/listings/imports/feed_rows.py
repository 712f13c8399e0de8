"""Reading a JSON feed row by row, so that each row has a line number and a broken one stops no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_CONTENT = re.compile(r'\s*\{(?:[^\[{]*,)?\s*"contents?"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_LONGEST = 500_000
_DEEPEST = 60


@dataclass(frozen=True)
class Row:
    """One row of a feed: its number, counted from 1, the line it begins on, and its value or why it has none."""

    number: int
    line: int
    value: Any = None
    fault: str = ""


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of a feed: of its ``content`` or ``contents``, of a bare list, or of one object a line.

    After a row that is not JSON, reading goes on at the next line that begins as that row did. A row that would take
    much room has no value; nothing is made of it.
    """
    decoder = json.JSONDecoder()
    lines = _Lines(text)
    position, number = _start(text), 0
    while (position := _skip(text, position)) < len(text) and text[position] != "]":
        number += 1
        line = lines.of(position)
        if fault := _oversize(text, position):
            position = _next_like(text, position)
            yield Row(number, line, fault=fault)
            continue
        try:
            value, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            position = _next_like(text, position)
            rest = "" if position < len(text) else " Nothing after it could be read."
            yield Row(number, line, fault=f"it is not JSON: {error.msg} at line {lines.of(error.pos)}.{rest}")
        except ValueError:
            position = _next_like(text, position)
            yield Row(number, line, fault="a number in it has too many digits.")
        else:
            yield Row(number, line, value)


def _oversize(text: str, position: int) -> str:
    """Return why the row at ``position`` is not read: it is too long or nested too deeply; empty where it is neither.

    Read as it is, so that a hostile row makes no objects.
    """
    depth = 0
    for token in _TOKEN.finditer(text, position):
        if token.start() - position > _LONGEST:
            return f"it is longer than {_LONGEST} characters."
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > _DEEPEST:
            return "it is nested too deeply."
        if depth <= 0:
            return ""
    return ""


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
