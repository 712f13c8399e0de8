"""Named arrays of numbers in one file, which every process that opens it shares in memory."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LINE = 64
"""Arrays begin at multiples of this, as processors read memory."""


def passing(rows: int, columns: int) -> Array:
    """Return rows of zeros, 32-bit floats, whose memory goes back to the machine with them.

    That of numpy's own arrays stays with the thread that made them, for what it may need later.
    """
    size = rows * columns
    # there is no room of no bytes
    room = mmap.mmap(-1, max(1, size * np.float32().nbytes))
    return np.frombuffer(room, np.float32, count=size).reshape(rows, columns)


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays of one dimension to a file that is not there yet; ``read`` opens it."""
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, at, array.size)
        at += -(-array.nbytes // _LINE) * _LINE
    header = json.dumps(places).encode()
    header += b" " * (-(len(header) + 8) % _LINE)
    with path.open("xb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(bytes(-array.nbytes % _LINE))


def read(path: Path) -> dict[str, Array]:
    """Return the arrays of a file, not to be changed; a part of it is read from the disk when it is first looked at.

    They stay readable when the file is removed.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = 8 + int.from_bytes(mapped[:8], "little")
    places: dict[str, tuple[str, int, int]] = json.loads(mapped[8:start])
    return {
        name: np.frombuffer(mapped, dtype=kind, count=size, offset=start + at)
        for name, (kind, at, size) in places.items()
    }
