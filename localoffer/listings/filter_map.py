"""The county as a picture beside the boxes of its districts: a second way to tick them, and pins of the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

from localoffer.languages import format_number, gettext, ngettext
from localoffer.listings.moulds import Mould
from localoffer.places.county_map import CountyMap
from localoffer.places.queries import Point

_CHOSEN, _EMPTY = "lo-map__district--chosen", "lo-map__district--empty"


@dataclass(frozen=True)
class Region:
    """One district as the map shows it: how many services it has, and the search that its link leads to (empty: none).

    The search is with the district or, where it ``is_chosen``, without it.
    """

    code: str
    name: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class MadeMap:
    """The map as markup: holes for the districts, for the pins and for what is said of them.

    ``linked`` and ``bare`` have each district with a link (holes for address, label and look) and without one (a hole
    for its look).
    """

    drawn: CountyMap
    around: Mould
    linked: Mapping[str, Mould]
    bare: Mapping[str, Mould]
    pin: Mould
    about_pins: str

    def written(self, regions: Mapping[str, Region], points: Iterable[Point]) -> str:
        """Return the map of one search: each district with its number, each place of the results with a pin."""
        land = "".join(self._district(slug, regions.get(slug)) for slug in self.drawn.shapes)
        pins = sorted({place for point in points if (place := self.drawn.place(point))})
        dots = "".join(self.pin.filled(str(x), str(y)) for x, y in pins)
        return self.around.filled(land, dots, self.about_pins if dots else "")

    def _district(self, slug: str, region: Region | None) -> str:
        if region is None or not region.address:
            return self.bare[slug].filled(_CHOSEN if region and region.is_chosen else _EMPTY)
        look = _CHOSEN if region.is_chosen else ""
        return self.linked[slug].filled(str(escape(region.address)), str(escape(_said(region))), look)


def _said(region: Region) -> str:
    if region.is_chosen:
        return gettext("%(district)s: chosen. Take this filter off", district=region.name)
    return ngettext(
        "%(district)s: %(number)s service",
        "%(district)s: %(number)s services",
        region.count,
        district=region.name,
        number=format_number(region.count),
    )
