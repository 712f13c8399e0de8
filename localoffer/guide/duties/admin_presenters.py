"""The commissioners' report as finished words: what meets each duty, and what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from localoffer.guide.duties.coverage import FEWEST, MONTHS_BETWEEN_CHECKS, Lack, Met, Place
from localoffer.guide.reviewing import review_due
from localoffer.languages import (
    ENGLISH,
    LazyText,
    format_date,
    format_list,
    format_number,
    gettext,
    lazy_gettext,
    ngettext,
)

MISSING = frozenset({Lack.NO_PAGE, Lack.PAGE_GONE, Lack.BAD_QUERY, Lack.NO_SERVICE})
STALE = frozenset({Lack.PAGE_OLD, Lack.PAGE_UNCHECKED, Lack.UNCHECKED, Lack.CHECK_OLD})


SHOWN: Mapping[str, tuple[LazyText, Callable[[Row], bool]]] = {
    "missing": (lazy_gettext("A page or service is missing"), lambda row: row.is_missing),
    "stale": (lazy_gettext("Not checked in time"), lambda row: row.is_stale),
    "thin": (lazy_gettext("Few services somewhere"), lambda row: row.is_thin),
}
"""What the table of duties can be narrowed to, by code: what it is called, and which duties it keeps."""


@dataclass(frozen=True)
class Cell:
    """The services of a duty in one district; its bar is ``share`` of a hundred, that of the most in any district."""

    district: str
    number: int
    share: int
    is_thin: bool


@dataclass(frozen=True)
class Row:
    """One duty. ``lacks`` are sentences, the worst first; ``districts`` is empty where no service is meant."""

    code: str
    title: str
    explanation: str
    law: str
    law_url: str
    pages: tuple[Place, ...]
    services: str
    districts: tuple[Cell, ...]
    lacks: tuple[str, ...]
    is_missing: bool
    is_stale: bool
    owner: str
    checked: str

    @property
    def is_thin(self) -> bool:
        """Whether a district has few services for it."""
        return any(cell.is_thin for cell in self.districts)


def rows(every: Iterable[Met], districts: Mapping[str, str], staff: Mapping[str, str]) -> list[Row]:
    """Return a line for each duty.

    Args:
        every: how each is met.
        districts: their names by their codes, in order.
        staff: the names of those who checked.
    """
    return [_row(met, districts, staff) for met in every]


def thin(every: Iterable[Row]) -> list[tuple[Row, str]]:
    """Return the duties with few services somewhere, each with where."""
    return [(row, _thin_cells(row.districts)) for row in every if row.is_thin]


def _row(met: Met, districts: Mapping[str, str], staff: Mapping[str, str]) -> Row:
    duty, language = met.duty, ENGLISH.code
    cells = _cells(met, districts)
    return Row(
        code=duty.code,
        title=duty.title(language),
        explanation=duty.explanation(language),
        law=duty.law,
        law_url=duty.law_url,
        pages=met.places,
        services=format_number(met.services.total) if met.services else "",
        districts=cells,
        lacks=tuple(_SAID[lack](met, cells) for lack in Lack if lack in met.lacks),
        is_missing=bool(met.lacks & MISSING),
        is_stale=bool(met.lacks & STALE),
        owner=duty.owner,
        checked=_checked(met, staff),
    )


def _cells(met: Met, districts: Mapping[str, str]) -> tuple[Cell, ...]:
    if met.services is None:
        return ()
    numbers = met.services.by_district
    most = max(numbers.values(), default=0)
    return tuple(
        Cell(name, numbers[code], round(100 * numbers[code] / most) if most else 0, code in met.services.thin)
        for code, name in districts.items()
    )


def _checked(met: Met, staff: Mapping[str, str]) -> str:
    duty = met.duty
    if duty.checked_on is None:
        return ""
    day, name = format_date(duty.checked_on), staff.get(duty.checked_by, "")
    return gettext("%(day)s, %(name)s", day=day, name=name) if name else day


def _titles(places: Iterable[Place]) -> str:
    return format_list([place.title for place in places])


def _thin_cells(cells: Sequence[Cell]) -> str:
    return format_list(
        [
            gettext("%(district)s (%(number)s)", district=cell.district, number=cell.number or gettext("none"))
            for cell in cells
            if cell.is_thin
        ]
    )


def _unfilled(met: Met, _cells: Sequence[Cell]) -> str:
    number = sum(len(place.unfilled) for place in met.places)
    titles = _titles(place for place in met.places if place.unfilled)
    return ngettext(
        "%(num)s thing to fill in: %(pages)s.", "%(num)s things to fill in: %(pages)s.", number, pages=titles
    )


def _old_pages(met: Met, _cells: Sequence[Cell]) -> str:
    days = (place for place in met.places if place.is_old)
    said = [
        gettext("%(page)s (%(day)s)", page=place.title, day=format_date(place.review_due))
        for place in days
        if place.review_due
    ]
    return gettext("Past their review date: %(pages)s.", pages=format_list(said))


def _check_old(met: Met, _cells: Sequence[Cell]) -> str:
    due = review_due(met.duty.checked_on, MONTHS_BETWEEN_CHECKS)
    return gettext("It should have been looked at again by %(day)s.", day=format_date(due) if due else "")


_SAID: Mapping[Lack, Callable[[Met, Sequence[Cell]], str]] = {
    Lack.NO_PAGE: lambda _met, _cells: gettext("No page meets it."),
    Lack.PAGE_GONE: lambda met, _cells: gettext("Families do not see: %(pages)s.", pages=format_list(met.gone)),
    Lack.BAD_QUERY: lambda met, _cells: gettext("The search does not know “%(word)s”.", word=met.bad_query),
    Lack.NO_SERVICE: lambda _met, _cells: gettext("No service meets it."),
    Lack.UNFILLED: _unfilled,
    Lack.THIN: lambda _met, cells: gettext(
        "Fewer than %(number)s services: %(districts)s.", number=FEWEST, districts=_thin_cells(cells)
    ),
    Lack.PAGE_OLD: _old_pages,
    Lack.PAGE_UNCHECKED: lambda met, _cells: gettext(
        "Nobody has checked: %(pages)s.", pages=_titles(place for place in met.places if place.is_unchecked)
    ),
    Lack.UNCHECKED: lambda _met, _cells: gettext("Nobody has checked whether it is met."),
    Lack.CHECK_OLD: _check_old,
    Lack.NO_OWNER: lambda _met, _cells: gettext("Nobody sees to it."),
}
