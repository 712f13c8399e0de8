"""Reading the first sheet of a workbook row by row.

A workbook is a folder of XML in a zip file. It is looked through first, part by part and without keeping any of it:
what would take room, run or reach outside is refused before a library that builds objects of it sees the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.bulk.tables import MOST_COLUMNS, MOST_ROWS, checked

_MOST_PARTS = 500
_MOST_BYTES = 100_000_000
_MOST_ELEMENTS = 4_000_000
_DEEPEST = 40
_LAST_ROW = 50_000
_CHUNK = 65_536
_RUNS = ("vbaproject", "activex", "macrosheets", "embeddings")
_BLANK = b" \t\r\n\0"
_BEGINS_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, OSError, IndexError, TypeError)


def rows_of(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, the headings first; every cell as text, days as 2026-10-03.

    Raises:
        Refused: when it is no workbook, holds macros, or would take too much room.
    """
    for number, row in enumerate(_rows(content), start=1):
        yield checked(_without_empty_end([_text(value).strip() for value in row]), number)


def cells_of(content: bytes, *, longest: int) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as ``rows_of`` does, but with every space where it stands.

    Args:
        longest: how many characters a cell may have.

    Raises:
        Refused: as ``rows_of`` does.
    """
    for number, row in enumerate(_rows(content), start=1):
        cells = [_text(value) for value in row]
        if any(len(cell) > longest for cell in cells):
            raise Refused("cell_too_long", line=number, most=longest)
        yield cells


def _rows(content: bytes) -> Iterator[Sequence[object]]:
    _look_through(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except (*_BROKEN, SyntaxError) as fault:
        raise Refused("broken_workbook") from fault


def _look_through(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise Refused("too_large_inside")
            if any(sign in part.filename.lower() for part in parts for sign in _RUNS):
                raise Refused("macros")
            budget = _Budget()
            for part in parts:
                with book.open(part) as stream:
                    _look_at(stream, budget)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise Refused("broken_workbook") from fault


def _look_at(stream: IO[bytes], budget: _Budget) -> None:
    chunk = stream.read(_CHUNK)
    # of whatever letters: those of UTF-16 have a zero each
    begins = chunk.lstrip(_BLANK)
    if len(chunk) == _CHUNK and not begins:
        raise Refused("broken_workbook")
    # whatever it is called; a picture is no XML and is never parsed as one
    if not begins.startswith(_BEGINS_XML):
        return
    parser = make_parser()
    # no document type at all: Excel writes none, and entities that grow or read files need one
    parser.forbid_dtd = True
    parser.setContentHandler(_Looker(budget))
    try:
        while chunk:
            parser.feed(chunk)
            chunk = stream.read(_CHUNK)
        parser.close()
    except DefusedXmlException as fault:
        raise Refused("entities") from fault
    except SAXParseException as fault:
        raise Refused("broken_workbook") from fault


class _Budget:
    """How many elements the parts of one workbook may still have."""

    def __init__(self) -> None:
        self.elements = _MOST_ELEMENTS


class _Looker(ContentHandler):
    """Counts elements, rows, and the cells of each row; keeps nothing."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__()
        self._budget, self._depth, self._rows, self._cells = budget, 0, 0, 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the library's name
        self._depth += 1
        self._budget.elements -= 1
        if self._depth > _DEEPEST or self._budget.elements < 0:
            raise Refused("too_large_inside")
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._rows, self._cells = self._rows + 1, 0
            if self._rows > MOST_ROWS + 1 or _number(attrs.get("r", "")) > _LAST_ROW:
                raise Refused("too_many_rows", most=MOST_ROWS)
        elif kind == "c":
            self._cells += 1
            if self._cells > MOST_COLUMNS or _is_far_out(attrs.get("r", "")):
                raise Refused("too_many_columns", line=self._rows, most=MOST_COLUMNS)

    def endElement(self, _name: str) -> None:  # noqa: N802 - the library's name
        self._depth -= 1


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _is_far_out(place: str) -> bool:
    """Return whether a cell stands so far to the right that the empty ones before it would take room."""
    letters = place.rstrip("0123456789").upper()
    return len(letters) > 3 or (len(letters) == 3) or (len(letters) == 2 and letters > "GR")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
