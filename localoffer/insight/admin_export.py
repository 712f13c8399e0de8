"""A figure as a spreadsheet."""

from __future__ import annotations

import csv
import io

from localoffer.feedback.admin_export import SO_THAT_EXCEL_KNOWS_THE_LETTERS, inert
from localoffer.insight.admin_figures import Figure


def as_csv(figure: Figure) -> str:
    """Return the table of a figure as comma-separated values, with a line of headings first."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    lines = (*figure.lines, *([figure.total] if figure.total and figure.lines else []))
    for cells in ((figure.first, *figure.columns), *((line.title, *line.numbers) for line in lines)):
        writer.writerow([inert(cell) for cell in cells])
    return SO_THAT_EXCEL_KNOWS_THE_LETTERS + written.getvalue()
