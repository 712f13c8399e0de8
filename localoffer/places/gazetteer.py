"""The towns and villages that families name: ``places.csv`` in the county's folder (``scripts/gather_places.py``).

A county without the file knows the towns of its listings' venues only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from localoffer.places.queries import Point

FILE = "places.csv"
_COLUMNS = ("name", "easting", "northing", "districts", "council", "postcodes", "also", "everyday")


@dataclass(frozen=True)
class Place:
    """A town or village.

    ``point`` is None where it lies somewhere in a wide area. ``districts`` are codes, the one with most of it first;
    a place outside the county has none, and there ``council`` is the council, where that is sure. ``postcodes`` says
    how big it is. ``also`` are other spellings. A name that ``is_everyday`` is a word that people use for other things
    too.
    """

    name: str
    point: Point | None = None
    districts: tuple[str, ...] = ()
    postcodes: int = 1
    also: tuple[str, ...] = ()
    is_everyday: bool = False
    council: str = ""

    def marked(self, is_everyday: bool) -> Self:
        """Return the place marked as having an everyday word for its name, or not."""
        return replace(self, is_everyday=is_everyday)


def read(path: Path) -> tuple[Place, ...]:
    """Read the places of a county, in the order of the file; none where there is no file.

    Raises:
        ValueError: when a line lacks something or has a point that is not in metres.
    """
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as told:
        rows = csv.DictReader(line for line in told if not line.startswith("#"))
        try:
            return tuple(_place(row) for row in rows)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error


def write(path: Path, about: str, places: Iterable[Place]) -> None:
    """Write places as ``read`` reads them; ``about`` is the head of the file, each of its lines begins with #."""
    with path.open("w", encoding="utf-8", newline="") as told:
        told.write(about)
        writer = csv.writer(told, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for place in places:
            point = place.point or ("", "")
            everyday = "yes" if place.is_everyday else ""
            districts, also = " ".join(place.districts), ";".join(place.also)
            writer.writerow([place.name, *point, districts, place.council, place.postcodes, also, everyday])


def _place(row: dict[str, str]) -> Place:
    point = Point(int(row["easting"]), int(row["northing"])) if row["easting"] else None
    also = tuple(filter(None, row["also"].split(";")))
    districts = tuple(row["districts"].split())
    is_everyday = row["everyday"] == "yes"
    return Place(row["name"], point, districts, int(row["postcodes"]), also, is_everyday, row["council"])
