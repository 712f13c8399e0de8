"""The report as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from localoffer.feedback.admin_presenters import GapRow
from localoffer.languages import gettext
from localoffer.web.spreadsheets import as_csv


def gaps_as_csv(rows: Iterable[GapRow]) -> bytes:
    """Return the lines of the report as comma-separated values, with a line of headings first."""
    return as_csv(
        [
            gettext("District"),
            gettext("Need"),
            gettext("Searches"),
            gettext("Found nothing"),
            gettext("Found 1 or 2"),
            gettext("Families who said it is missing"),
            gettext("Services"),
        ],
        [(row.district, row.need, row.asked, row.none, row.few, row.told, row.services) for row in rows],
    )
