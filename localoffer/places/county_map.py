"""The map of the county's districts, as ``scripts/draw_county.py`` drew it into the county's folder.

The map is a second way to see a list of districts, never the only one: a county without a map shows the list.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from localoffer.places.queries import Point

_PATH = re.compile(r"(?:M-?\d+ ?-?\d+l(?:-?\d+(?: (?=\d)|(?=-)|(?=z)))+z)+")
_SHORT_LINE = 12


class Link(Protocol):
    """What a list of districts knows of each: how many services it has, and where its link goes (empty: nowhere)."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def is_chosen(self) -> bool: ...


@dataclass(frozen=True)
class Shape:
    """The outline of a district as SVG path data, and where in it there is room for words."""

    path: str
    x: int
    y: int


@dataclass(frozen=True)
class CountyMap:
    """The drawing: its size in units, the point of the grid at its upper left corner, the metres in a unit."""

    width: int
    height: int
    easting: int
    northing: int
    metres: int
    shapes: dict[str, Shape]

    def place(self, point: Point) -> tuple[int, int] | None:
        """Return where a point of the British National Grid is on the drawing, None outside of it."""
        x = round((point.easting - self.easting) / self.metres)
        y = round((self.northing - point.northing) / self.metres)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None

    def middle(self, slugs: Collection[str]) -> Point | None:
        """Return the point of the grid in the midst of some districts, None where there is none of them."""
        shapes = [self.shapes[slug] for slug in slugs if slug in self.shapes]
        if not shapes:
            return None
        x, y = (sum(at) / len(shapes) for at in ((shape.x for shape in shapes), (shape.y for shape in shapes)))
        return Point(self.easting + round(x * self.metres), self.northing - round(y * self.metres))


@dataclass(frozen=True)
class Region:
    """One district on the page: its shape, the lines of its name, and what its link says and does."""

    shape: Shape
    name: str
    lines: tuple[str, ...]
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Picture:
    """The map as one page shows it."""

    width: int
    height: int
    regions: tuple[Region, ...]


def load(path: Path, slugs: Collection[str]) -> CountyMap | None:
    """Return the county's map, None where it has none.

    Raises:
        ValueError: when the file cannot be read or its districts are not the county's; the message says what to do.
    """
    if not path.exists():
        return None
    try:
        drawn = _read(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}. Draw it again with scripts/draw_county.py, or remove it") from error
    if set(drawn.shapes) != set(slugs):
        raise ValueError(f"{path} has other districts than council.toml. Draw it again with scripts/draw_county.py")
    return drawn


def picture(drawn: CountyMap | None, links: Iterable[Link]) -> Picture | None:
    """Return the map with what each district offers, None without a map. One that offers nothing has no link."""
    if drawn is None:
        return None
    offered = {link.code: link for link in links}
    regions = tuple(_region(shape, offered.get(slug)) for slug, shape in drawn.shapes.items())
    return Picture(drawn.width, drawn.height, regions)


def lines_of(name: str) -> tuple[str, ...]:
    """Return a district's name in lines that its shape has room for, broken where people would break it."""
    return tuple(textwrap.wrap(name, _SHORT_LINE, break_long_words=False))


def _region(shape: Shape, link: Link | None) -> Region:
    if link is None:
        return Region(shape, "", (), 0, "", is_chosen=False)
    return Region(shape, link.name, lines_of(link.name), link.count, link.address, link.is_chosen)


def _read(told: dict[str, Any]) -> CountyMap:
    sizes = {name: _whole_number(told[name]) for name in ("width", "height", "easting", "northing", "metres")}
    if min(sizes["width"], sizes["height"], sizes["metres"]) < 1:
        raise ValueError("the drawing has no size")
    return CountyMap(**sizes, shapes={slug: _shape(given) for slug, given in dict(told["districts"]).items()})


def _shape(given: dict[str, Any]) -> Shape:
    x, y = (_whole_number(number) for number in given["label"])
    if not _PATH.fullmatch(given["path"]):
        raise ValueError("an outline is not the path data that the script writes")
    return Shape(given["path"], x, y)


def _whole_number(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"{given!r} is not a whole number")
    return given
