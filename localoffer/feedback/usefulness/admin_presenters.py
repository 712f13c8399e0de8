"""The report on useful pages as finished words. A button that was pressed says nothing of who pressed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from localoffer.feedback.subjects import Subject
from localoffer.feedback.suppressing import FEWEST
from localoffer.feedback.usefulness.counting import Tally
from localoffer.languages import format_number, gettext


@dataclass(frozen=True)
class Row:
    """One page of the report; ``percent`` of its readers said that it was not useful. ``address`` may be empty."""

    title: str
    address: str
    yes: str
    no: str
    percent: int
    share: str


@dataclass(frozen=True)
class Report:
    """The pages with answers enough to be shown, those that help least first, and how many others there are."""

    rows: tuple[Row, ...]
    others: int


def report(found: Iterable[Tally], *, name: Callable[[str], Subject | None]) -> Report:
    """Return the report; ``name`` says which page a code stands for, None where it is gone."""
    every = list(found)
    shown = sorted((one for one in every if one.total >= FEWEST), key=lambda one: (-one.no / one.total, -one.total))
    return Report(tuple(_row(one, name(one.about)) for one in shown), len(every) - len(shown))


def _row(tally: Tally, subject: Subject | None) -> Row:
    percent = round(100 * tally.no / tally.total)
    return Row(
        title=subject.title if subject else gettext("A page that is gone (%(code)s)", code=tally.about),
        address=subject.address if subject else "",
        yes=format_number(tally.yes),
        no=format_number(tally.no),
        percent=percent,
        share=gettext("%(number)s%%", number=format_number(percent)),
    )
