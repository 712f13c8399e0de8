"""A figure as finished words: a chart, its table and what it means, with no number that could point at somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from localoffer.feedback.suppressing import suppressed
from localoffer.languages import format_list, format_number, gettext


@dataclass(frozen=True)
class Line:
    """One line of a figure: what it is about, its numbers, and how long its bar is in the chart (``percent``).

    ``only`` is what the staff's list of listings is narrowed to, to show those that the line counts; empty for none.
    """

    title: str
    numbers: tuple[str, ...]
    percent: int = 0
    only: str = ""

    @property
    def share(self) -> str:
        """What stands at the end of its bar."""
        return self.numbers[0]


@dataclass(frozen=True)
class Heat:
    """A heat map: a line for each need with a cell for each district.

    A cell is what stands in it, in which class of pressure it is (0 to 4), and the words for its tooltip.
    """

    districts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a heat map."""

    text: str
    pressure: int
    said: str


@dataclass(frozen=True)
class Figure:
    """Numbers of one kind: what a line is about (``first``), the titles of its numbers, and what they mean.

    ``chart`` says what the bars show. ``notes`` say how it is counted.
    """

    code: str
    title: str
    chart: str
    first: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    meaning: tuple[str, ...]
    total: Line | None = None
    notes: tuple[str, ...] = ()
    heat: Heat | None = None

    @property
    def is_empty(self) -> bool:
        return not self.lines


@dataclass(frozen=True)
class Said:
    """The words around a figure that is counted in one column."""

    code: str
    title: str
    chart: str
    first: str
    column: str
    advice: str
    notes: tuple[str, ...] = ()


def said(number: int | None) -> str:
    """Return a number as it may be shown."""
    return gettext("not shown") if number is None else format_number(number)


def counted(about: Said, names: Mapping[str, str], counts: Mapping[str, int]) -> Figure:
    """Return a figure of counts by code, in the order of ``names``; codes without a name come last and by themselves.

    A count and the sum of all are left out where somebody could be worked out from them.
    """
    every = {code: counts.get(code, 0) for code in dict.fromkeys((*names, *sorted(counts)))}
    shown = suppressed(every)
    titles = {code: names.get(code, code) for code in every}
    lines = with_bars((titles[code], (number,)) for code, number in shown.counts.items())
    return Figure(
        code=about.code,
        title=about.title,
        chart=about.chart,
        first=about.first,
        columns=(about.column,),
        lines=lines if sum(every.values()) else (),
        meaning=_meaning(about, titles, shown.counts, shown.total, is_empty=not sum(every.values())),
        total=Line(gettext("Together"), (said(shown.total),)),
        notes=about.notes,
    )


def hidden(figure: Figure) -> Figure:
    """Return a figure without any number, because another one would tell what this one hides or the other way round."""
    nothing = (said(None),)
    return replace(
        figure,
        lines=tuple(replace(line, numbers=nothing * len(line.numbers), percent=0) for line in figure.lines),
        total=figure.total and replace(figure.total, numbers=nothing * len(figure.total.numbers)),
        meaning=(gettext("Too few are counted to show how many."), figure.meaning[-1]),
    )


def with_bars(rows: Iterable[tuple[str, Sequence[int | None]]]) -> tuple[Line, ...]:
    """Return lines with a bar for the first number of each; the longest bar is 100 per cent."""
    listed = list(rows)
    longest = max((numbers[0] or 0 for _, numbers in listed), default=0) or 1
    return tuple(
        Line(title, tuple(map(said, numbers)), round(100 * (numbers[0] or 0) / longest)) for title, numbers in listed
    )


def _meaning(
    about: Said, titles: Mapping[str, str], shown: Mapping[str, int | None], total: int | None, *, is_empty: bool
) -> tuple[str, ...]:
    if is_empty:
        return (gettext("Nothing is counted for this year yet."),)
    if total is None:
        return (gettext("Too few are counted to show how many."), about.advice)
    most = max(number or 0 for number in shown.values())
    if not most:
        return (gettext("%(total)s are counted, too few in each line to show them.", total=said(total)), about.advice)
    biggest = gettext(
        "%(total)s are counted. The biggest number is %(number)s: %(name)s.",
        total=said(total),
        number=said(most),
        name=format_list([titles[code] for code, number in shown.items() if number == most]),
    )
    return (biggest, about.advice)
