"""What an inspector is given: the duties and what meets them, on one day, as an accessible PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from localoffer.guide.duties.admin_presenters import Cell, Row
from localoffer.guide.duties.coverage import FEWEST, Place
from localoffer.guide.duties.vocabulary import Strand
from localoffer.languages import format_date, gettext, ngettext


@dataclass(frozen=True)
class Told:
    """A question of the document, and its answer in one or more lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its title, the names of its columns, and its lines; the first cell of each is what it is about."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Heard:
    """How families were heard: what they took part in, and numbers of comments and responses."""

    involved: tuple[Told, ...]
    numbers: tuple[Table, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Front:
    """Whose Local Offer it is, where it stands, and the day of the document, in words.

    A document of a demonstration says that it is one.
    """

    council: str
    site_name: str
    address: str
    day: str
    brand: str
    is_demonstration: bool = False


def told(front: Front, rows: Sequence[Row], gaps: Sequence[Told], heard: Heard) -> dict[str, Any]:
    """Return everything that the document says, for the Typst file to set.

    Args:
        rows: the duties.
        gaps: by page what only the council can still write there.
        heard: how families were heard.
    """
    return {
        "brand": front.brand,
        "title": gettext("%(site)s: what the law asks, and what meets it", site=front.site_name),
        "lead": _lead(front),
        "summary_title": gettext("In short"),
        "summary": _summary(rows, gaps),
        "strands": [
            {"title": _titles()[strand], "duties": [_duty(row) for row in of_it]}
            for strand, of_it in groupby(rows, key=lambda row: Strand(row.code[0]))
        ],
        "districts_title": gettext("Services by district"),
        "districts_note": gettext(
            "How many services a family in each district can use. Those for the whole county count everywhere. "
            "Few are fewer than %(number)s.",
            number=FEWEST,
        ),
        "districts": asdict(_districts(rows)),
        "heard_title": gettext("How families were involved"),
        "nobody": gettext("Nothing is recorded yet."),
        "heard": asdict(heard),
        "numbers_title": gettext("Comments and responses"),
        "gaps_title": gettext("Still to be written by the council"),
        "no_gaps": gettext("Nothing."),
        "gaps": [asdict(gap) for gap in gaps],
        "page": gettext("Page %(number)s of %(total)s", number="{number}", total="{total}"),
        "footer": gettext("%(site)s, %(day)s", site=front.site_name, day=front.day),
    }


def _lead(front: Front) -> list[str]:
    lead = [
        gettext("%(council)s, %(day)s", council=front.council, day=front.day),
        gettext(
            "Made from the table of duties that the council keeps. Pages and services can be read at %(address)s.",
            address=front.address,
        ),
        gettext("It describes what help there is expected to be. It promises no help to one person."),
    ]
    if front.is_demonstration:
        lead.append(gettext("This is a demonstration. Its services and comments are made up."))
    return lead


def _titles() -> dict[Strand, str]:
    return {
        Strand.CONTENT: gettext("What must be published"),
        Strand.PUBLISHING: gettext("How it must be published"),
        Strand.HEARING: gettext("How people are involved and heard"),
    }


def _summary(rows: Sequence[Row], gaps: Sequence[Told]) -> list[str]:
    missing, stale = (sum(getattr(row, name) for row in rows) for name in ("is_missing", "is_stale"))
    thin = sum(row.is_thin for row in rows)
    open_gaps = sum(len(gap.lines) for gap in gaps)
    return [
        ngettext("%(num)s duty is listed.", "%(num)s duties are listed.", len(rows)),
        ngettext("%(num)s lacks a page or service.", "%(num)s lack a page or service.", missing),
        ngettext("%(num)s was not checked in time.", "%(num)s were not checked in time.", stale),
        ngettext(
            "%(num)s has fewer than %(fewest)s services in a district.",
            "%(num)s have fewer than %(fewest)s services in a district.",
            thin,
            fewest=FEWEST,
        ),
        ngettext("%(num)s gap in pages is open.", "%(num)s gaps in pages are open.", open_gaps),
    ]


def _duty(row: Row) -> dict[str, Any]:
    pages = tuple(_page(place) for place in row.pages) or (gettext("None"),)
    said = [Told(gettext("Pages"), pages)]
    if row.services:
        said.append(Told(gettext("Services"), (row.services,)))
    said += [
        Told(gettext("Who sees to it"), (row.owner or gettext("Nobody yet"),)),
        Told(gettext("Last checked"), (row.checked or gettext("Never"),)),
        Told(gettext("What is missing"), row.lacks or (gettext("Nothing"),)),
    ]
    return {
        "title": f"{row.code}. {row.title}",
        "explanation": row.explanation,
        "law": row.law,
        "law_url": row.law_url,
        "law_name": gettext("Law"),
        "said": [asdict(one) for one in said],
    }


def _page(place: Place) -> str:
    if not place.is_page:
        return place.title
    if place.checked_on is None or place.review_due is None:
        return gettext("%(page)s (not checked yet)", page=place.title)
    return gettext(
        "%(page)s (checked %(day)s, next review by %(due)s)",
        page=place.title,
        day=format_date(place.checked_on),
        due=format_date(place.review_due),
    )


def _districts(rows: Sequence[Row]) -> Table:
    counted = [row for row in rows if row.districts]
    names = [cell.district for cell in counted[0].districts] if counted else []
    return Table(
        gettext("Services by duty and district"),
        (gettext("Duty"), *names),
        tuple((f"{row.code}. {row.title}", *(_number(cell) for cell in row.districts)) for row in counted),
    )


def _number(cell: Cell) -> str:
    return gettext("%(number)s (few)", number=cell.number) if cell.is_thin else f"{cell.number}"
