"""The county as a picture beside the boxes of its districts: a second way to tick them, and pins of the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import escape

from localoffer.languages import format_number, gettext, ngettext
from localoffer.listings.results.moulds import Mould
from localoffer.places.county_map import CountyMap

Pin = tuple[str, str]
"""A place on the drawing: how far from its left and its upper edge."""

_CHOSEN, _EMPTY = "lo-map__district--chosen", "lo-map__district--empty"


class Region(NamedTuple):
    """One district as the map shows it: how many services it has, and the search that its link leads to (empty: none).

    The search is with the district or, where it ``is_chosen``, without it.
    """

    code: str
    name: str
    services: int
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
    labels: Mapping[tuple[str, int], str]

    def written(self, regions: Mapping[str, Region], pins: Iterable[Pin]) -> str:
        """Return the map of one search: each district with its number, each place of the results with a pin."""
        land = "".join(self._district(slug, regions.get(slug)) for slug in self.drawn.shapes)
        dots = "".join(self.pin.filled(*pin) for pin in sorted(set(pins)))
        return self.around.filled(land, dots, self.about_pins if dots else "")

    def _district(self, slug: str, region: Region | None) -> str:
        if region is None or not region.address:
            return self.bare[slug].filled(_CHOSEN if region and region.is_chosen else _EMPTY)
        look = _CHOSEN if region.is_chosen else ""
        return self.linked[slug].filled(escape(region.address), self._label(region), look)

    def _label(self, region: Region) -> str:
        if region.is_chosen:
            return escape(gettext("%(district)s: chosen. Take this filter off", district=region.name))
        return self.labels[region.name, region.services]


class Labels(dict[tuple[str, int], str]):
    """What the links of districts say in the language of the page, by name and number of services, each made once."""

    def __missing__(self, key: tuple[str, int]) -> str:
        district, count = key
        said = ngettext(
            "%(district)s: %(number)s service",
            "%(district)s: %(number)s services",
            count,
            district=district,
            number=format_number(count),
        )
        self[key] = escape(said)
        return self[key]
