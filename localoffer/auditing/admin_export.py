"""The record as a spreadsheet, line by line, so that 100,000 entries need no more memory than one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from localoffer.audit import AuditEntry
from localoffer.auditing.admin_presenters import who
from localoffer.languages import gettext
from localoffer.web.spreadsheets import SO_THAT_EXCEL_KNOWS_THE_LETTERS, inert


def lines(entries: Iterable[AuditEntry | Row[Any]], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the record as comma-separated values, headings first; ids and codes as they are stored."""
    yield SO_THAT_EXCEL_KNOWS_THE_LETTERS + _line(
        [
            gettext("Number"),
            gettext("When"),
            gettext("Who"),
            gettext("Account"),
            gettext("What"),
            gettext("About"),
            gettext("Id"),
            gettext("Details"),
        ]
    )
    for entry in entries:
        details = json.dumps(entry.details, sort_keys=True, ensure_ascii=False) if entry.details else ""
        cells = (entry.at.isoformat(), who(entry.actor, names), entry.actor, entry.action, entry.subject)
        yield _line([str(entry.number), *map(inert, (*cells, entry.subject_id, details))])


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
