"""The report as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from localoffer.feedback.admin_presenters import GapRow
from localoffer.languages import gettext
from localoffer.web.spreadsheets import SO_THAT_EXCEL_KNOWS_THE_LETTERS, inert

__all__ = ["SO_THAT_EXCEL_KNOWS_THE_LETTERS", "gaps_as_csv", "inert"]


def gaps_as_csv(rows: Iterable[GapRow]) -> str:
    """Return the lines of the report as comma-separated values, with a line of headings first."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(
        [
            gettext("District"),
            gettext("Need"),
            gettext("Searches"),
            gettext("Found nothing"),
            gettext("Found 1 or 2"),
            gettext("Families who said it is missing"),
            gettext("Services"),
        ]
    )
    for row in rows:
        cells = (row.district, row.need, row.asked, row.none, row.few, row.told, row.services)
        writer.writerow([inert(cell) for cell in cells])
    return SO_THAT_EXCEL_KNOWS_THE_LETTERS + written.getvalue()
