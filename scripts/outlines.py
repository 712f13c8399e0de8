"""Outlines out of labelled points: a grid coloured by the nearest point, its edges traced, smoothed and thinned.

Every edge between two areas is worked on once and used by both, so that neighbours meet without a gap. Cells are
``(column, row)``; the corner ``(column, row)`` is the lower left one of that cell. Label 0 means outside.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

Cell = tuple[int, int]
Spot = tuple[float, float]
Grid = dict[Cell, int]
Line = list[Spot]

_AROUND = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
_DISC = tuple((x, y) for x in range(-3, 4) for y in range(-3, 4) if x * x + y * y <= 10)


def nearest(seeds: Iterable[Cell], width: int, height: int, flat: float = 1) -> dict[Cell, tuple[float, Cell]]:
    """Return for each cell the square of the distance to its nearest seed, and that seed.

    ``flat`` above 1 makes what lies above and below count as farther than what lies beside.
    """
    waiting = [(0.0, seed, seed) for seed in sorted(seeds)]
    found: dict[Cell, tuple[float, Cell]] = {}
    while waiting:
        distance, cell, seed = heapq.heappop(waiting)
        if cell in found:
            continue
        found[cell] = (distance, seed)
        for x, y in _AROUND:
            beside = (cell[0] + x, cell[1] + y)
            if beside not in found and 0 <= beside[0] < width and 0 <= beside[1] < height:
                far = (beside[0] - seed[0]) ** 2 + ((beside[1] - seed[1]) * flat) ** 2
                heapq.heappush(waiting, (far, beside, seed))
    return found


def rounded(grid: Grid, times: int) -> Grid:
    """Return the grid with each cell given to whoever has most of what is around it: no spikes, no crumbs."""
    for _ in range(times):
        before = grid
        grid = {cell: _most_around(before, cell) for cell in before}
    return grid


def whole(grid: Grid, least_share: float) -> Grid:
    """Return the grid without the small pieces of a label that lie apart; the labels around them take them over.

    What lies outside may be cut off by the county (a city within it): there the smallest label is the measure.
    """
    sizes = Counter(label for label in grid.values() if label)
    sizes[0] = min(sizes.values())
    grid = dict(grid)
    for piece in _pieces(grid):
        label = grid[piece[0]]
        if len(piece) < least_share * sizes[label]:
            held = set(piece)
            rim = Counter(
                grid[beside] for cell in piece for beside in _beside(cell) if beside in grid and beside not in held
            )
            taker = rim.most_common(1)[0][0] if rim else label
            grid.update(dict.fromkeys(piece, taker))
    return grid


def without_touching_corners(grid: Grid) -> Grid:
    """Return the grid changed so that no label meets itself across a corner only: each line then has two sides."""
    grid = dict(grid)
    again = True
    while again:
        again = False
        for column, row in list(grid):
            here, across = grid[column, row], grid.get((column + 1, row + 1))
            right, above = grid.get((column + 1, row)), grid.get((column, row + 1))
            if None in (across, right, above):
                continue
            if here == across and here not in (right, above):
                grid[column + 1, row] = here
                again = True
            elif right == above and right is not None and right not in (here, across):
                grid[column, row] = right
                again = True
    return grid


def traced(grid: Grid, finish: Callable[[Line], Line]) -> dict[int, list[Line]]:
    """Return the rings around each label but 0; ``finish`` is applied once to each edge that two labels share."""
    following = {label: _followers(grid, label) for label in sorted(set(grid.values()) - {0})}
    touching = Counter(corner for corner in _all_corners(grid))
    finished: dict[tuple[Cell, ...], Line] = {}

    def once(edge: list[Cell]) -> Line:
        forward, back = tuple(edge), tuple(reversed(edge))
        key = min(forward, back)
        if key not in finished:
            finished[key] = finish([(float(x), float(y)) for x, y in key])
        return finished[key] if key == forward else finished[key][::-1]

    rings: dict[int, list[Line]] = defaultdict(list)
    for label, after in following.items():
        while after:
            ring = _ring(after)
            line: Line = []
            for edge in _edges(ring, touching):
                line.extend(once(edge)[:-1])
            rings[label].append(line)
    return rings


def smooth(line: Line, times: int) -> Line:
    """Return a line without its steps: each point moves towards its neighbours, the ends stay (a ring has none)."""
    closed = line[0] == line[-1]
    for _ in range(times):
        inner = [
            ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
            for a, b, c in zip(line, line[1:], line[2:], strict=False)
        ]
        if closed:
            before, seam, after = line[-2], line[0], line[1]
            joint = ((before[0] + 2 * seam[0] + after[0]) / 4, (before[1] + 2 * seam[1] + after[1]) / 4)
            line = [joint, *inner, joint]
        else:
            line = [line[0], *inner, line[-1]]
    return line


def thinned(line: Line, least_area: float) -> Line:
    """Return a line without the points whose triangle with their neighbours is smaller than that (Visvalingam)."""
    line = list(line)
    fewest = 4 if line[0] == line[-1] else 2
    while len(line) > fewest:
        areas = [_triangle(a, b, c) for a, b, c in zip(line, line[1:], line[2:], strict=False)]
        smallest = min(range(len(areas)), key=areas.__getitem__)
        if areas[smallest] >= least_area:
            break
        del line[smallest + 1]
    return line


def _triangle(a: Spot, b: Spot, c: Spot) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _beside(cell: Cell) -> tuple[Cell, ...]:
    x, y = cell
    return (x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)


def _most_around(grid: Grid, cell: Cell) -> int:
    own = grid[cell]
    if all(grid.get((cell[0] + x, cell[1] + y), own) == own for x, y in _AROUND):
        return own
    around = Counter(grid.get((cell[0] + x, cell[1] + y), own) for x, y in _DISC)
    label, most = around.most_common(1)[0]
    return label if most > around[own] else own


def _pieces(grid: Grid) -> Iterator[list[Cell]]:
    seen: set[Cell] = set()
    for start in grid:
        if start in seen:
            continue
        piece = [start]
        seen.add(start)
        for cell in piece:
            for beside in _beside(cell):
                if beside not in seen and grid.get(beside) == grid[start]:
                    seen.add(beside)
                    piece.append(beside)
        yield piece


def _sides(cell: Cell) -> tuple[tuple[Cell, Cell, Cell], ...]:
    """Return the neighbour across each side with the side's corners, the cell on the left of the way between them."""
    x, y = cell
    return (
        ((x, y - 1), (x, y), (x + 1, y)),
        ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
        ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
        ((x - 1, y), (x, y + 1), (x, y)),
    )


def _followers(grid: Grid, label: int) -> dict[Cell, Cell]:
    return {
        start: end
        for cell, own in grid.items()
        if own == label
        for beside, start, end in _sides(cell)
        if grid.get(beside, 0) != label
    }


def _all_corners(grid: Grid) -> Iterator[Cell]:
    """Yield the ends of every border between two labels, once for each border."""
    for (x, y), own in grid.items():
        for beside, one, other in (((x + 1, y), (x + 1, y), (x + 1, y + 1)), ((x, y + 1), (x, y + 1), (x + 1, y + 1))):
            if grid.get(beside, 0) != own:
                yield one
                yield other


def _ring(after: dict[Cell, Cell]) -> list[Cell]:
    start = min(after)
    ring = [start]
    corner = after.pop(start)
    while corner != start:
        ring.append(corner)
        corner = after.pop(corner)
    return ring


def _edges(ring: list[Cell], touching: Mapping[Cell, int]) -> Iterator[list[Cell]]:
    """Yield a ring in parts, from each corner where three areas meet to the next."""
    meetings = [index for index, corner in enumerate(ring) if touching[corner] > 2]
    if not meetings:
        yield [*ring, ring[0]]
        return
    turned = ring[meetings[0] :] + ring[: meetings[0]]
    stops = [index - meetings[0] for index in meetings] + [len(ring)]
    turned.append(turned[0])
    for start, stop in pairwise(stops):
        yield turned[start : stop + 1]
