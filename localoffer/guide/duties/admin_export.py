"""The commissioners' report as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from localoffer.feedback.admin_export import SO_THAT_EXCEL_KNOWS_THE_LETTERS, inert
from localoffer.guide.duties.admin_presenters import Row
from localoffer.languages import gettext

_BETWEEN = "; "


def as_csv(rows: Iterable[Row], districts: Sequence[str]) -> str:
    """Return a line for each duty as comma-separated values, with a line of headings first.

    Args:
        districts: the names of the districts, a column for each.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    headings = (gettext("Code"), gettext("Duty"), gettext("Law"), gettext("Pages"), gettext("Services"))
    writer.writerow([*headings, *districts, gettext("Missing"), gettext("Who sees to it"), gettext("Last checked")])
    for row in rows:
        numbers = [str(cell.number) for cell in row.districts] or [""] * len(districts)
        pages = _BETWEEN.join(place.title for place in row.pages)
        cells = (row.code, row.title, row.law, pages, row.services, *numbers, _BETWEEN.join(row.lacks))
        writer.writerow([inert(cell) for cell in (*cells, row.owner, row.checked)])
    return SO_THAT_EXCEL_KNOWS_THE_LETTERS + written.getvalue()
