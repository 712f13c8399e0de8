"""The commissioners' report as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from localoffer.guide.duties.admin_presenters import Row
from localoffer.languages import gettext
from localoffer.web import spreadsheets

_BETWEEN = "; "


def as_csv(rows: Iterable[Row], districts: Sequence[str]) -> bytes:
    """Return a line for each duty as comma-separated values, with a line of headings first.

    Args:
        districts: the names of the districts, a column for each.
    """
    headings = (gettext("Code"), gettext("Duty"), gettext("Law"), gettext("Pages"), gettext("Services"))
    last = (gettext("Missing"), gettext("Who sees to it"), gettext("Last checked"))
    return spreadsheets.as_csv((*headings, *districts, *last), [_cells(row, districts) for row in rows])


def _cells(row: Row, districts: Sequence[str]) -> tuple[str, ...]:
    numbers = [str(cell.number) for cell in row.districts] or [""] * len(districts)
    pages = _BETWEEN.join(place.title for place in row.pages)
    return (
        *(row.code, row.title, row.law, pages, row.services),
        *numbers,
        *(_BETWEEN.join(row.lacks), row.owner, row.checked),
    )
