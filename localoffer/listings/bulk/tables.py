"""Reading comma-separated values row by row, and refusing what is none before it takes room."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from localoffer.listings.bulk.refusing import Refused
from localoffer.web.spreadsheets import inert

MOST_ROWS = 10_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
_LONGEST_ROW = 200_000
_SEPARATORS = (",", ";", "\t")
_OTHER_LETTERS = (b"\xff\xfe", b"\xfe\xff")


def rows_of(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of a file, the headings first; every cell as text without spaces around it.

    Raises:
        Refused: when it is not text in UTF-8, or a row is too long or never ends.
    """
    lines = _Lines(decoded(content))
    reader = csv.reader(lines, delimiter=_separator(lines.first), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Refused("broken_row", line=lines.number) from fault
        lines.length = 0
        yield checked([as_typed(cell) for cell in row], lines.number)


def decoded(content: bytes) -> str:
    """Return a file's text.

    Raises:
        Refused: when it is not in UTF-8; the line says where.
    """
    if content.startswith(_OTHER_LETTERS):
        raise Refused("not_utf8", line=1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("not_utf8", line=content.count(b"\n", 0, fault.start) + 1) from fault
    if "\0" in text:
        raise Refused("not_a_table")
    return text


def checked(cells: list[str], number: int) -> list[str]:
    """Return the cells of a row.

    Raises:
        Refused: when there are too many, or too much stands in one.
    """
    if len(cells) > MOST_COLUMNS:
        raise Refused("too_many_columns", line=number, most=MOST_COLUMNS)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused("cell_too_long", line=number, most=LONGEST_CELL)
    return cells


def as_typed(cell: str) -> str:
    """Return a cell without the sign that an export puts before what a spreadsheet would take for a formula."""
    text = cell.strip()
    return text[1:].strip() if text.startswith("'") and inert(text[1:]) != text[1:] else text


class _Lines:
    """The lines of a text; ``length`` is that of the row so far, for which whoever reads sets it back."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.first = text[: text.find("\n") + 1 or len(text)][:_LONGEST_ROW]
        self.number, self.length = 0, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(_LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.length += len(line)
        if self.length > _LONGEST_ROW:
            raise Refused("row_too_long", line=self.number)
        return line


def _separator(headings: str) -> str:
    return max(_SEPARATORS, key=headings.count)
