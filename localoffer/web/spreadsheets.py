"""Tables as files that commissioners open in a spreadsheet: what stands in a cell is never taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

__all__ = ["CSV", "SO_THAT_EXCEL_KNOWS_THE_LETTERS", "XLSX", "as_csv", "as_xlsx", "inert"]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SO_THAT_EXCEL_KNOWS_THE_LETTERS = "\ufeff"
# the last four are what a Japanese or Chinese keyboard types for the first ones
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_LONGEST_CELL = 32_767


def inert(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whatever spaces it begins with."""
    begins = cell.startswith(_BEGINS_A_FORMULA) or cell.lstrip().startswith(_BEGINS_A_FORMULA)
    return f"'{cell}" if begins else cell


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as comma-separated values, its headings first."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([inert(cell) for cell in row])
    return (SO_THAT_EXCEL_KNOWS_THE_LETTERS + written.getvalue()).encode("utf-8", "replace")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as one sheet of a workbook, in which every cell is text and nothing else."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"

    def cell(text: str, font: Font | None = None) -> Cell:
        made = WriteOnlyCell(sheet)
        made.value = _writable(text)
        # openpyxl takes what begins with "=" for a formula; said to be a string, it is one
        made.data_type = "s"
        if font is not None:
            made.font = font
        return made

    bold = Font(bold=True)
    sheet.append([cell(heading, bold) for heading in headings])
    for row in rows:
        sheet.append([cell(text) for text in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _writable(text: str) -> str:
    """Return a text without what a workbook cannot hold: control characters, halves of letters, too much."""
    whole = text.encode("utf-8", "ignore").decode()
    return str(ILLEGAL_CHARACTERS_RE.sub("", whole))[:_LONGEST_CELL]
