"""Draw the county's districts from the postcodes of the directory: writes ``map.json`` into the county's folder.

    python -m scripts.draw_county [county/staffordshire]

No boundary file is needed: each place belongs to the district of its nearest postcode, and the postcodes of the
councils around the county give it its outer edge. Where the sea begins there are no postcodes; it is kept off. Run it
again when districts change in ``council.toml``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from localoffer import council
from localoffer.places import directory
from scripts import outlines
from scripts.outlines import Cell, Grid, Line

HOME = Path(__file__).resolve().parent.parent / "county" / "staffordshire"
CELL = 200  # metres
MARGIN = 5_000  # metres around the county
MOST_POSTCODE_GAP = 4_000  # metres: farther from any postcode, and open to the edge, is sea
SHORE = 500  # metres around a postcode that are land whatever lies beside them
LONGEST_SIDE = 900  # of the drawing, in its own units
CRUMB = 0.03  # a piece of a district that is smaller than this share of it goes to its neighbours
SMOOTHING = 6
LEAST_DETAIL = 6  # square units of the drawing
LETTERS_ARE_WIDE = 1.7


@dataclass(frozen=True)
class Frame:
    """Where the grid of cells lies: its lower left corner in metres, and how many cells it has."""

    easting: int
    northing: int
    width: int
    height: int

    def cell(self, easting: float, northing: float) -> Cell | None:
        """Return the cell of a point, None outside."""
        column, row = int((easting - self.easting) // CELL), int((northing - self.northing) // CELL)
        return (column, row) if 0 <= column < self.width and 0 <= row < self.height else None


@dataclass(frozen=True)
class Drawing:
    """How the corners of cells become points of the drawing, whose y runs downwards."""

    left: float
    top: float
    metres: int

    def place(self, column: float, row: float) -> tuple[int, int]:
        """Return the point of the drawing for a corner of a cell."""
        unit = CELL / self.metres
        return round((column - self.left) * unit), round((self.top - row) * unit)


def main(arguments: list[str]) -> None:
    """Write the map of the county whose folder is given, the demonstration county without one."""
    folder = Path(arguments[0]) if arguments else HOME
    districts = council.load(folder / "council.toml").districts
    frame, grid = coloured({district.gss: label for label, district in enumerate(districts, start=1)})
    drawn = draw(frame, grid, [district.slug for district in districts])
    (folder / "map.json").write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    print(f"{folder / 'map.json'}: {(folder / 'map.json').stat().st_size} bytes")


def coloured(labels: dict[str, int]) -> tuple[Frame, Grid]:
    """Return the grid on which each cell has the label of its nearest postcode's district, 0 outside the county."""
    points = list(_points(labels))
    ours = [(easting, northing) for label, easting, northing in points if label]
    west, south = (int(min(axis)) - MARGIN for axis in zip(*ours, strict=True))
    east, north = (int(max(axis)) + MARGIN for axis in zip(*ours, strict=True))
    frame = Frame(west, south, (east - west) // CELL, (north - south) // CELL)
    votes: defaultdict[Cell, Counter[int]] = defaultdict(Counter)
    for label, easting, northing in points:
        cell = frame.cell(easting, northing)
        if cell:
            votes[cell][label] += 1
    found = outlines.nearest(votes, frame.width, frame.height)
    sea = _sea(frame, {cell: distance for cell, (distance, _) in found.items()})
    grid = {cell: 0 if cell in sea else votes[seed].most_common(1)[0][0] for cell, (_, seed) in found.items()}
    grid = outlines.whole(outlines.rounded(grid, 2), CRUMB)
    return frame, outlines.without_touching_corners(grid)


def draw(frame: Frame, grid: Grid, slugs: list[str]) -> dict[str, object]:
    """Return the map: for each district its outline as path data and the middle of its widest part."""
    land = [cell for cell, label in grid.items() if label]
    columns, rows = zip(*land, strict=True)
    across, up = max(columns) + 1 - min(columns), max(rows) + 1 - min(rows)
    metres = -(-max(across, up) * CELL // LONGEST_SIDE // 10) * 10
    drawing = Drawing(min(columns), max(rows) + 1, metres)
    least = LEAST_DETAIL * (metres / CELL) ** 2
    rings = outlines.traced(grid, lambda edge: outlines.thinned(outlines.smooth(edge, SMOOTHING), least))
    width, height = drawing.place(max(columns) + 1, min(rows))
    return {
        "made_with": "python -m scripts.draw_county",
        "width": width,
        "height": height,
        "easting": frame.easting + min(columns) * CELL,
        "northing": frame.northing + (max(rows) + 1) * CELL,
        "metres": metres,
        "districts": {
            slug: {
                "path": "".join(_path(ring, drawing) for ring in rings[label]),
                "label": drawing.place(*_widest(frame, grid, label)),
            }
            for label, slug in enumerate(slugs, start=1)
            if rings[label]
        },
    }


def _points(labels: dict[str, int]) -> Iterator[tuple[int, float, float]]:
    """Yield the label and the place of every postcode in the country that has an authority and a point."""
    for letter in directory.letters():
        for area in directory.areas(letter):
            for authority, easting, northing in zip(area.authorities, area.eastings, area.northings, strict=True):
                # NaN is never above 0
                if isinstance(authority, str) and easting > 0 and northing > 0:
                    yield labels.get(authority, 0), easting, northing


def _sea(frame: Frame, distances: dict[Cell, float]) -> set[Cell]:
    """Return the cells that are far from every postcode and open to the edge, grown back towards the shore."""
    far = (MOST_POSTCODE_GAP / CELL) ** 2
    open_water = [
        cell
        for cell, distance in distances.items()
        if distance > far and (cell[0] in (0, frame.width - 1) or cell[1] in (0, frame.height - 1))
    ]
    seen = set(open_water)
    for column, row in open_water:
        for beside in ((column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)):
            if beside not in seen and distances.get(beside, 0) > far:
                seen.add(beside)
                open_water.append(beside)
    shore = (SHORE / CELL) ** 2
    near = outlines.nearest(seen, frame.width, frame.height)
    return {cell for cell, (distance, _) in near.items() if distance <= far and distances[cell] > shore}


def _widest(frame: Frame, grid: Grid, label: int) -> tuple[float, float]:
    """Return the middle of the place in a district that has most room for a line of words."""
    others = [cell for cell, own in grid.items() if own != label]
    room = outlines.nearest(others, frame.width, frame.height, LETTERS_ARE_WIDE)
    column, row = max(room, key=lambda cell: (room[cell][0], cell))
    return column + 0.5, row + 0.5


def _path(ring: Line, drawing: Drawing) -> str:
    """Return a ring as relative path data in whole units."""
    points = [drawing.place(*spot) for spot in ring]
    (x, y), parts = points[0], [f"M{points[0][0]} {points[0][1]}l"]
    for next_x, next_y in points[1:]:
        if (next_x, next_y) != (x, y):
            parts.append(f"{next_x - x} {next_y - y} ".replace(" -", "-"))
        x, y = next_x, next_y
    return "".join(parts).strip().replace(" -", "-") + "z"


if __name__ == "__main__":
    main(sys.argv[1:])
