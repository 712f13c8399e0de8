"""Translations as a workbook: a row for each field of a text, its English beside the translation."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from localoffer.languages import get
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.bulk.workbooks import cells_of
from localoffer.translating.files.units import LARGEST, Exchange, Fault, Unit, Unreadable
from localoffer.web.spreadsheets import XLSX

__all__ = ["XLSX", "read", "write"]

_LONGEST_CELL = 32_767
_LANGUAGE = "lo:language"
_MACHINE = "machine"
# Excel's own way of writing what a cell cannot hold, and what would be read as such
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WIDTHS = (24, 60, 60, 12, 40)
_OWN = 2
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADINGS = ("Mark (leave as it is)", "English", "Translation", "Made by a machine?", "What it is")


class TooLong(Exception):
    """A text is longer than a cell can be; the message is what it is called."""


def write(told: Exchange) -> bytes:
    """Return units as a workbook, in which every cell is text and nothing else.

    Raises:
        TooLong: naming a text that no cell can hold.
    """
    # before anything is begun that would have to be ended
    rows = [_cells(unit) for unit in told.units]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Translations")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    own = Alignment(wrap_text=True, vertical="top", readingOrder=2 if get(told.language).direction == "rtl" else 1)

    def cell(text: str, place: int, font: Font | None = None) -> Cell:
        made = WriteOnlyCell(sheet)
        made.value, made.data_type = text, "s"
        made.alignment = own if place == _OWN else _WRAPPED
        if font is not None:
            made.font = font
        return made

    headings = (*_HEADINGS, f"{_LANGUAGE}={told.language}")
    sheet.append([cell(heading, 0, Font(bold=True)) for heading in headings])
    for row in rows:
        sheet.append([cell(text, place) for place, text in enumerate(row)])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(content: bytes) -> Exchange:
    """Return what a workbook says.

    Raises:
        Unreadable: when it is none, when it is too large, or when it holds what only an attack would.
    """
    if len(content) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE)
    try:
        rows = list(cells_of(content, longest=_LONGEST_CELL))
    except Refused as refused:
        raise Unreadable(_FAULTS.get(refused.code, Fault.BROKEN)) from refused
    language = next((cell.partition("=")[2] for cell in rows[0] if cell.startswith(_LANGUAGE)), "") if rows else ""
    if not language:
        raise Unreadable(Fault.NOT_OURS)
    return Exchange(language, tuple(_units(rows[1:])))


def _units(rows: Sequence[Sequence[str]]) -> Iterator[Unit]:
    for row in rows:
        mark, english, translation, machine = [*map(_unescaped, row), "", "", "", ""][:4]
        if mark:
            is_machine_made = bool(translation) and bool(machine.strip())
            yield Unit(mark, english, translation, is_machine_made=is_machine_made)


_FAULTS = {
    "entities": Fault.HOSTILE,
    "macros": Fault.HOSTILE,
    "too_large_inside": Fault.TOO_LARGE,
    "too_many_rows": Fault.TOO_LARGE,
    "too_many_columns": Fault.TOO_LARGE,
    "cell_too_long": Fault.TOO_LARGE,
}


def _cells(unit: Unit) -> list[str]:
    machine = _MACHINE if unit.is_machine_made else ""
    about = "\n".join(filter(None, (unit.title, unit.note)))
    return [_escaped(text, unit.title) for text in (unit.mark, unit.english, unit.translation, machine, about)]


def _escaped(text: str, title: str) -> str:
    written = _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(written) > _LONGEST_CELL:
        raise TooLong(title)
    return written


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
