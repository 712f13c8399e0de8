"""The report of a year as the Typst file sets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from localoffer.feedback.suppressing import FEWEST
from localoffer.insight.admin_figures import Figure
from localoffer.languages import gettext


@dataclass(frozen=True)
class Front:
    """Whose report it is, of which year, and the day of it, in words. A demonstration says that it is one."""

    council: str
    site_name: str
    brand: str
    year: int
    day: str
    is_over: bool
    is_demonstration: bool = False

    @property
    def title(self) -> str:
        return gettext("%(site)s: the numbers of %(year)s", site=self.site_name, year=self.year)


def lead(front: Front) -> list[str]:
    """Return what stands before the numbers."""
    said = [
        gettext("%(council)s, %(day)s", council=front.council, day=front.day),
        gettext(
            "Numbers of people from 1 to %(most)s are not shown, nor any that they could be worked out from.",
            most=FEWEST - 1,
        ),
    ]
    if not front.is_over:
        said.append(gettext("The year is not over, so the numbers will still change."))
    if front.is_demonstration:
        said.append(gettext("This is a demonstration. Its numbers are made up."))
    return said


def told(front: Front, figures: Iterable[Figure]) -> dict[str, Any]:
    """Return everything that the document says."""
    return {
        "brand": front.brand,
        "title": front.title,
        "lead": lead(front),
        "chart_column": gettext("Chart"),
        "figures": [{**asdict(figure), "has_bars": len(figure.columns) == 1} for figure in figures],
        "page": gettext("Page %(number)s of %(total)s", number="{number}", total="{total}"),
        "footer": gettext("%(site)s, %(day)s", site=front.site_name, day=front.day),
    }
