"""The columns of a listing's words, which are those in English."""

from __future__ import annotations

from dataclasses import replace

from localoffer.easy_read import ideas
from localoffer.forms.fields import Text
from localoffer.languages import lazy_gettext
from localoffer.listings.asked_as import LONGEST_LINE, MOST_LINES, faults
from localoffer.listings.bulk.admin_column import Cell, Changes, Column
from localoffer.listings.bulk.known import Known
from localoffer.listings.bulk.refusing import BadCell, refuse_all
from localoffer.listings.content import ListingContent, Words

_NOTHING = Words(name="")


def words(name: str, heading: Text) -> Column:
    """Return the column of one of the words of a listing."""

    def write(content: ListingContent, _known: Known) -> str:
        return str(getattr(content.words.get("en", _NOTHING), name))

    def read(cell: Cell) -> Changes:
        english = cell.before.words.get("en", _NOTHING)
        changed = Words(**{**english.__dict__, name: cell.text})
        return {"words": {**cell.before.words, "en": changed}}

    return Column(name if name != "cost" else "cost_words", heading, write, read)


def easy_read() -> Column:
    """Return the column of the ideas of easy read."""
    column = words("easy_read", lazy_gettext("Easy read"))

    def read(cell: Cell) -> Changes:
        refuse_all([BadCell("not_easy_read", value=said, line=number) for number, _, said in ideas.faults(cell.text)])
        return column.read(cell) if column.read else {}

    return replace(column, read=read)


def asked_as() -> Column:
    """Return the column of what families type, a search a line."""
    column = words("asked_as", lazy_gettext("What families type"))

    def read(cell: Cell) -> Changes:
        refuse_all(
            [
                BadCell("not_asked_as", value=line, line=number, most=MOST_LINES, longest=LONGEST_LINE)
                for number, _, line in faults(cell.text)
            ]
        )
        return column.read(cell) if column.read else {}

    return replace(column, read=read)
