"""A figure as a spreadsheet."""

from __future__ import annotations

from localoffer.insight.admin_figures import Figure
from localoffer.web import spreadsheets


def as_csv(figure: Figure) -> bytes:
    """Return the table of a figure as comma-separated values, with a line of headings first."""
    lines = (*figure.lines, *([figure.total] if figure.total and figure.lines else []))
    return spreadsheets.as_csv((figure.first, *figure.columns), [(line.title, *line.numbers) for line in lines])
